"""The officials' pages of the room, one module a subject."""

from feedback.admin import enquiries, petitions

__all__ = ["enquiries", "petitions"]
