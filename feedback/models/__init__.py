"""Rows of the room, by subject."""

from feedback.models.petitions import (
    Petition,
    PetitionBook,
    PetitionEvent,
    PetitionFile,
    PetitionQuerySet,
    Publication,
)
from feedback.models.ratings import (
    KioskTurn,
    ProcedureStanding,
    Rating,
    Remark,
    RemarkQuerySet,
    SatisfactionMessage,
    Stage,
)
from feedback.models.scores import ScorePublication, ScoreSheet

__all__ = ["Petition", "PetitionBook", "PetitionEvent", "PetitionFile", "PetitionQuerySet", "Publication"]
__all__ += ["KioskTurn", "ProcedureStanding", "Rating", "Remark", "RemarkQuerySet", "SatisfactionMessage", "Stage"]
__all__ += ["ScorePublication", "ScoreSheet"]
