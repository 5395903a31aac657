"""The applicant's pages, one module per part of the way."""
