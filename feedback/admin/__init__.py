"""The officials' pages of the room, one module a subject."""

from feedback.admin import petitions, questionnaires

__all__ = ["petitions", "questionnaires"]
