"""PostgreSQL and Redis from wheels under ``var/``, for demonstration and tests; never a production dependency."""
