"""Rows of the room, by subject."""

from feedback.models.petitions import (
    Petition,
    PetitionBook,
    PetitionEvent,
    PetitionFile,
    PetitionQuerySet,
    Publication,
)
from feedback.models.questionnaires import (
    AnswerCount,
    BankQuestion,
    Certificate,
    Entry,
    Questionnaire,
    QuestionnaireQuerySet,
    Round,
    Standing,
    Tally,
    UnitResult,
)

__all__ = [
    "AnswerCount",
    "BankQuestion",
    "Certificate",
    "Entry",
    "Petition",
    "PetitionBook",
    "PetitionEvent",
    "PetitionFile",
    "PetitionQuerySet",
    "Publication",
    "Questionnaire",
    "QuestionnaireQuerySet",
    "Round",
    "Standing",
    "Tally",
    "UnitResult",
]
