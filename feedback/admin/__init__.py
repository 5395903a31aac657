"""The officials' pages of the room, one module a subject."""

from feedback.admin import enquiries, kiosk, petitions, questionnaires, ratings, scores

__all__ = ["enquiries", "kiosk", "petitions", "questionnaires", "ratings", "scores"]
