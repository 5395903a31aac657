"""PostgreSQL and Redis from wheels, under ``var/``, for the demonstration and the tests; never a production dependency."""
