"""The catalogue at the desk."""

from procedures.admin import comparison, decisions, editions, fields, guides, refresh, search, standing

__all__ = ["comparison", "decisions", "editions", "fields", "guides", "refresh", "search", "standing"]
