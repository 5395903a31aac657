"""The catalogue at the desk."""

from procedures.admin import editions, fields

__all__ = ["editions", "fields"]
