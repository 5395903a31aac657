"""The officials' pages of the room, one module a subject."""

from feedback.admin import petitions

__all__ = ["petitions"]
