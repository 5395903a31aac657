"""What an asker is told of each act; wordings begin in ``feedback/enquiry_notices.json`` and live on at the desk."""

from collections.abc import Mapping

from feedback import telling
from feedback.models import EnquiryEvent
from portal.notices import wording

TOLD: Mapping[str, str] = {
    "send": "enquiry_sent",
    "ask": "enquiry_asked",
    "approve": "enquiry_answered",
    "approve_public": "enquiry_answered",
    "correct": "enquiry_corrected",
    "refuse": "enquiry_refused",
    "unreplied": "enquiry_refused",
}
"""The act of an event and the kind of notice it causes. One that was moved is told of by the petition it became."""

KINDS = telling.kinds("enquiry_notices.json")


def tell(event: EnquiryEvent) -> None:
    """In the transaction of the act; once for each event."""
    if event.action in TOLD:
        telling.tell(event.enquiry, event, KINDS[TOLD[event.action]], page="enquiry")


def seed() -> str:
    """All wordings at the desk. Safe to repeat."""
    return wording.seed(KINDS.values())
