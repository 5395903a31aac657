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
    Petition,
    PetitionBook,
    PetitionEvent,
    PetitionFile,
    PetitionQuerySet,
    Publication,
)

__all__ = ["Petition", "PetitionBook", "PetitionEvent", "PetitionFile", "PetitionQuerySet", "Publication"]
__all__ += ["AnswerWording", "Enquiry", "EnquiryEvent", "EnquiryMessage", "EnquiryQuerySet", "PublicAnswer"]
