"""The catalogue at the desk."""

from procedures.admin import decisions, editions, fields

__all__ = ["decisions", "editions", "fields"]
