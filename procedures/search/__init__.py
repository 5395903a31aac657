"""Searching the catalogue: with or without diacritics, slips repaired, everyday words understood."""

from procedures.search.finding import Found, find, in_force, suggestions
from procedures.search.index import POPULAR, index, reindex
from procedures.search.judging import Hit

__all__ = ["POPULAR", "Found", "Hit", "find", "in_force", "index", "reindex", "suggestions"]
