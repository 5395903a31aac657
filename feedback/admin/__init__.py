"""The officials' pages of the room, one module a subject."""

from feedback.admin import kiosk, petitions, ratings, scores

__all__ = ["kiosk", "petitions", "ratings", "scores"]
