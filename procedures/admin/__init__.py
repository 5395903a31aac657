"""The catalogue at the desk."""

from procedures.admin import decisions, editions, fields, search

__all__ = ["decisions", "editions", "fields", "search"]
