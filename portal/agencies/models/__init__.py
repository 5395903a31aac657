"""The agencies of the province as a tree, who holds which post there, and what becomes of both by reorganisations."""

from portal.agencies.models.agency import Agency, AgencyQuerySet, DailyCounter, Level
from portal.agencies.models.post import Post, PostQuerySet, Role
from portal.agencies.models.reorganisation import Change, FormerState, Reorganisation, Succession

__all__ = [
    "Agency",
    "AgencyQuerySet",
    "Change",
    "DailyCounter",
    "FormerState",
    "Level",
    "Post",
    "PostQuerySet",
    "Reorganisation",
    "Role",
    "Succession",
]
