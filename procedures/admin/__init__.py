"""The catalogue at the desk."""

from procedures.admin import decisions, editions, fields, guides, search

__all__ = ["decisions", "editions", "fields", "guides", "search"]
