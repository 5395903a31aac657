"""What the nation is told of questions: the outbox emptied, one enquiry after the other as it stands now (§9.2).

Leased, sent outside any transaction, marked: so nothing is lost, nothing overtakes, and sending twice is harmless,
because the nation replaces what it holds under a ``HOIDAPID`` (assumed).
"""

import logging
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from feedback.enquiries import national
from feedback.models import Enquiry, EnquiryMessage
from portal.national import pace
from portal.national.client import HeldBack, NationalError, NationalPortal, Rejected, Unavailable, longest_call

log = logging.getLogger(__name__)
QUESTIONS, ANSWERS = "DongBoHoiDap", "DongBoKetQuaHoiDapGuiTuDVCQG"
SLICE_SECONDS = 25
SUBJECTS = 20
"""Enquiries of one lease."""


def drain(portal: NationalPortal) -> int:
    """Send what is due until nothing is, nothing gets through, or the slice ends.

    Returns how many enquiries the nation acknowledged.
    """
    ends, sent = time.monotonic() + SLICE_SECONDS, 0
    while time.monotonic() < ends and not pace.left_alone_until(QUESTIONS, ANSWERS):
        acknowledged = _deliver_all(portal, ends)
        if not acknowledged:
            break
        sent += acknowledged
    return sent


def _deliver_all(portal: NationalPortal, ends: float) -> int:
    """One lease. What can no longer be tried within lease or slice is for whoever comes next."""
    owing = _lease()
    ends = min(ends, time.monotonic() + settings.NATIONAL.lease_seconds - 2 * longest_call())
    sent, waiting = 0, list(owing.items())
    while waiting:
        key, messages = waiting.pop(0)
        sent += _deliver(portal, Enquiry.objects.select_related("handler", "field").get(pk=key), messages)
        if time.monotonic() > ends:
            break
    EnquiryMessage.objects.let_go([message for _key, left in waiting for message in left])
    return sent


def _lease() -> Mapping[int, list[EnquiryMessage]]:
    until = timezone.now() + timedelta(seconds=settings.NATIONAL.lease_seconds)
    owing: dict[int, list[EnquiryMessage]] = defaultdict(list)
    for message in EnquiryMessage.objects.lease(subjects=SUBJECTS, until=until):
        owing[message.subject_id].append(message)
    return owing


def _deliver(portal: NationalPortal, enquiry: Enquiry, messages: Sequence[EnquiryMessage]) -> bool:
    """The question goes first: an answer to what the nation does not hold would be refused."""
    told = national.told(enquiry)
    try:
        if told.question is not None:
            portal.send_questions([told.question])
        portal.send_question_answers([told.answer])
    except HeldBack:
        EnquiryMessage.objects.let_go(messages)
    except Unavailable as error:
        EnquiryMessage.objects.put_back(messages, str(error))
    except Rejected as refusal:
        log.error("the national portal refuses question %s: code %s", enquiry, refusal.code)
        EnquiryMessage.objects.park(messages, str(refusal))
    else:
        EnquiryMessage.objects.mark_sent(messages, timezone.now())
        return True
    return False


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
