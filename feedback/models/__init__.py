"""Rows of the room, by subject."""

from feedback.models.answer_files import AnswerFile, AnswerFileQuerySet
from feedback.models.cases import Case, CaseEvent, CaseQuerySet, Published
from feedback.models.enquiries import (
    AnswerWording,
    Enquiry,
    EnquiryEvent,
    EnquiryMessage,
    EnquiryQuerySet,
    PublicAnswer,
)
from feedback.models.petitions import (
    HeldFile,
    Petition,
    PetitionAwaited,
    PetitionBook,
    PetitionEvent,
    PetitionFile,
    PetitionMessage,
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
from feedback.models.ratings import (
    KioskTurn,
    ProcedureStanding,
    Rating,
    Remark,
    RemarkQuerySet,
    SatisfactionMessage,
    Stage,
)
from feedback.models.scores import PostingCheck, ScorePublication, ScoreSheet

__all__ = [
    "HeldFile", "Petition", "PetitionAwaited", "PetitionBook", "PetitionEvent", "PetitionFile", "PetitionMessage",
    "PetitionQuerySet", "Publication",
]  # fmt: skip
__all__ += ["AnswerFile", "AnswerFileQuerySet"]
__all__ += ["Case", "CaseEvent", "CaseQuerySet", "Published"]
__all__ += ["AnswerWording", "Enquiry", "EnquiryEvent", "EnquiryMessage", "EnquiryQuerySet", "PublicAnswer"]
__all__ += ["KioskTurn", "ProcedureStanding", "Rating", "Remark", "RemarkQuerySet", "SatisfactionMessage", "Stage"]
__all__ += ["PostingCheck", "ScorePublication", "ScoreSheet"]
__all__ += ["AnswerCount", "BankQuestion", "Certificate", "Entry", "Questionnaire", "QuestionnaireQuerySet", "Round"]
__all__ += ["Standing", "Tally", "UnitResult"]
