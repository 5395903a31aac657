"""How a question comes in: from the portal, signed in or with contact details, or fetched from the national portal.

Floods and spam from the portal are held off (FI-20) by the same limits as petitions.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from feedback.enquiries import telling, terms
from feedback.models import Enquiry, EnquiryEvent
from feedback.spam import Sender, digest_of, hold_off
from portal.calendar.current import one_calendar

SENT = "send"
KIND = "enquiry"


@transaction.atomic
def send(enquiry: Enquiry, sender: Sender) -> Enquiry:
    """Keep ``enquiry`` (not saved yet), and tell its sender where to follow it.

    Raises ``TooManyLinks``, ``SentBefore`` or ``TooOften``.
    """
    enquiry.said_digest = digest_of(f"{enquiry.title} {enquiry.content}")
    hold_off(enquiry, KIND, sender)
    enquiry.submitter = sender.user
    return keep(enquiry)


@transaction.atomic
@one_calendar()
def keep(enquiry: Enquiry, at: datetime | None = None) -> Enquiry:
    """The fifteen working days begin ``at``, now if no moment is named, also for one that was asked at the national
    portal before (assumed)."""
    now = at or timezone.now()
    enquiry.sent_at, enquiry.status = now, Enquiry.Status.SENT
    enquiry.due_at = enquiry.answer_due_at = terms.answer_by(now)
    enquiry.last_event = 1
    enquiry.save(force_insert=True)
    event = EnquiryEvent.objects.create(
        enquiry=enquiry, number=1, action=SENT, status_before=enquiry.status, status=enquiry.status, at=now,
        by=enquiry.submitter, role=Enquiry.SENDER,
    )  # fmt: skip
    telling.tell(event)
    return enquiry
