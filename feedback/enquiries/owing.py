"""What the nation must learn of an enquiry: owed in the transaction of the act, sent by ``sync`` (protocols §9.2).

Of a question asked there how it ended; of one asked here only what is public, without whoever asked.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from feedback.enquiries.national import ENDS
from feedback.enquiries.tasks import tell_nation
from feedback.models import Enquiry, EnquiryEvent, EnquiryMessage
from portal.wake import wake_once_a_second

PUBLIC = frozenset({"approve_public", "publish", "hide"})


class NothingParked(Refusal):
    message = _("The national portal refused nothing of this question.")


def owe(event: EnquiryEvent) -> None:
    """Once for each event that it concerns."""
    enquiry = event.enquiry
    if not (_is_owed_there(event) if enquiry.is_of_nation else _is_owed_from_here(event)):
        return
    EnquiryMessage.objects.create(subject=enquiry, event=event)
    transaction.on_commit(lambda: wake_once_a_second(tell_nation))


def _is_owed_there(event: EnquiryEvent) -> bool:
    return event.action in ENDS


def _is_owed_from_here(event: EnquiryEvent) -> bool:
    """A correction concerns the nation where it holds the answer."""
    is_told = event.action == "correct" and event.enquiry.owed.exists()
    return event.action in PUBLIC or is_told


def is_parked(enquiry: Enquiry, act: Act) -> None:
    if not EnquiryMessage.objects.parked().filter(subject=enquiry).exists():
        raise NothingParked


def try_again(enquiry: Enquiry, act: Act) -> None:
    """What was refused is due now; what waited behind it comes with it."""
    EnquiryMessage.objects.parked().filter(subject=enquiry).update(next_attempt_at=timezone.now(), attempts=0)
