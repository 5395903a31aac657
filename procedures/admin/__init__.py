"""The catalogue at the desk."""

from procedures.admin import decisions, editions, exchange, fields, guides, search

__all__ = ["decisions", "editions", "exchange", "fields", "guides", "search"]
