"""What the acts of ``table`` check and write, under the enquiry's lock."""

from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from feedback.enclosing import enclose
from feedback.enquiries import terms
from feedback.models import AnswerWording, Enquiry
from portal.agencies.models import Agency


class StillAwaited(Refusal):
    message = _("The asker still has time to reply. Wait until their term is over.")


class NobodyToAsk(Refusal):
    message = _("Whoever asked left no way to be reached. Answer from what is known, or refuse with advice.")


def close(enquiry: Enquiry, act: Act) -> None:
    """Ended; nothing is due any more."""
    enquiry.due_at, enquiry.closed_at = None, act.at


# --- Asking back ------------------------------------------------------------------------------
def can_be_reached(enquiry: Enquiry, act: Act) -> None:
    if enquiry.submitter_id is None and not (enquiry.email or enquiry.phone):
        raise NobodyToAsk


def ask(enquiry: Enquiry, act: Act) -> None:
    """The asker's term runs; the agency's begins anew with their reply."""
    enquiry.due_at = terms.reply_by(act.at)


def reply(enquiry: Enquiry, act: Act) -> None:
    enquiry.due_at = enquiry.answer_due_at = terms.answer_by(act.at)


# --- Answering --------------------------------------------------------------------------------
def assign(enquiry: Enquiry, act: Act) -> None:
    """Into the hand of ``values["agency"]``; the term runs on from the day it was asked."""
    enquiry.handler = Agency.objects.get(pk=act.values["agency"])


def send_back(enquiry: Enquiry, act: Act) -> None:
    enquiry.handler = None


def propose(enquiry: Enquiry, act: Act) -> None:
    enquiry.answer = act.text("answer")
    enclose(enquiry, act)


def answer(enquiry: Enquiry, act: Act) -> None:
    enquiry.answered_at, enquiry.due_at = act.at, None
    keep_wording(enquiry, act)


def keep_wording(enquiry: Enquiry, act: Act) -> None:
    number = enquiry.wordings.count() + 1
    AnswerWording.objects.create(enquiry=enquiry, number=number, text=enquiry.answer, at=act.at, by=act.person)
