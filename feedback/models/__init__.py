"""Rows of the room, by subject."""

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

__all__ = [
    "HeldFile", "Petition", "PetitionAwaited", "PetitionBook", "PetitionEvent", "PetitionFile", "PetitionMessage",
    "PetitionQuerySet", "Publication",
]  # fmt: skip
__all__ += ["AnswerWording", "Enquiry", "EnquiryEvent", "EnquiryMessage", "EnquiryQuerySet", "PublicAnswer"]
