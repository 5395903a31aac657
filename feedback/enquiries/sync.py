"""What the nation is told of questions: the outbox emptied, one enquiry after the other as it stands now (§9.2).

Sending twice is harmless, because the nation replaces what it holds under a ``HOIDAPID`` (assumed).
"""

import logging
from collections.abc import Mapping, Sequence
from functools import partial

from django.utils import timezone

from feedback import delivering
from feedback.enquiries import national
from feedback.models import Enquiry, EnquiryMessage
from portal.national.client import NationalError, NationalPortal

log = logging.getLogger(__name__)
QUESTIONS, ANSWERS = "DongBoHoiDap", "DongBoKetQuaHoiDapGuiTuDVCQG"


def drain(portal: NationalPortal) -> int:
    """Send what is due for one slice. Returns how many enquiries the nation acknowledged."""
    return delivering.drain(EnquiryMessage, (QUESTIONS, ANSWERS), partial(_deliver, portal), calls=2)


def _deliver(portal: NationalPortal, messages: Sequence[EnquiryMessage], last_call: float) -> int:
    enquiry = Enquiry.objects.select_related("handler", "field").get(pk=messages[0].subject_id)
    return delivering.tried(EnquiryMessage, messages, partial(_send, portal, national.told(enquiry)))


def _send(portal: NationalPortal, told: national.Told) -> None:
    """The question goes first: an answer to what the nation does not hold would be refused."""
    if told.question is not None:
        portal.send_questions([told.question])
    portal.send_question_answers([told.answer])


# --- Both sides beside each other -------------------------------------------------------------
def compare(portal: NationalPortal) -> int:
    """Owe again what the nation holds otherwise than it was told, or not at all. Returns how many those are.

    Only what is told and acknowledged is compared; what is still owed will be right by itself.
    """
    try:
        differing = _differing(portal)
    except NationalError as error:
        log.warning("questions could not be compared: %s", type(error).__name__)
        return 0
    for enquiry in differing:
        log.warning("the national portal holds question %s otherwise: sent again", enquiry)
        newest = enquiry.owed.order_by("-pk").values("pk")[:1]
        EnquiryMessage.objects.filter(pk__in=newest).update(sent_at=None, next_attempt_at=timezone.now(), attempts=0)
    return len(differing)


def _differing(portal: NationalPortal) -> list[Enquiry]:
    held = {national.said(item, "HOIDAPID"): item for item in portal.unit_questions()}
    return [enquiry for enquiry in _acknowledged() if not _agrees(portal, enquiry, held)]


def _acknowledged() -> list[Enquiry]:
    owing = EnquiryMessage.objects.unsent().values("subject")
    told = Enquiry.objects.filter(owed__isnull=False).exclude(pk__in=owing).distinct()
    return list(told.select_related("handler", "field"))


def _agrees(portal: NationalPortal, enquiry: Enquiry, held: Mapping[str, dict[str, object]]) -> bool:
    told, there = national.told(enquiry), held.get(national.key_of(enquiry))
    if there is None:
        return False
    if told.question is not None and national.said(there, "NOIDUNG") != told.question["NOIDUNG"]:
        return False
    answers = portal.answers_of_question(national.key_of(enquiry))
    return bool(answers) and national.said(answers[-1], "NOIDUNGTRALOI") == told.answer["NOIDUNGTRALOI"]
