"""The catalogue at the desk."""

from procedures.admin import comparison, decisions, editions, exchange, fields, guides, refresh, search, standing

__all__ = ["comparison", "decisions", "editions", "exchange", "fields", "guides", "refresh", "search", "standing"]
