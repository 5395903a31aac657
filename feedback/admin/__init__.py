"""The officials' pages of the room, one module a subject."""

from feedback.admin import enquiries, kiosk, petitions, postings, questionnaires, ratings, scores

__all__ = ["enquiries", "kiosk", "petitions", "postings", "questionnaires", "ratings", "scores"]
