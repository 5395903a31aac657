"""What the acts of ``table`` check and write, under the petition's lock."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from feedback.actions import before
from feedback.enclosing import enclose
from feedback.models import Petition, PetitionBook
from feedback.petitions import terms
from portal.agencies.models import Agency
from portal.calendar.week import VIETNAM

S = Petition.Status


class StillAwaited(Refusal):
    message = _("The petitioner still has time to clarify. Wait until their term is over.")


class ExtendedAlready(Refusal):
    message = _("The term has been extended once already.")


class TooLateToReopen(Refusal):
    message = _("The answer is older than 30 days. Send a new petition and name the number of this one.")


# --- Coming in --------------------------------------------------------------------------------
def receive(petition: Petition, act: Act) -> None:
    """The number of the year's book is drawn last thing before it is written, so that none is missing."""
    petition.received_at = act.at
    petition.due_at = terms.after(act.at, terms.in_force(act.at).transfer)
    petition.handler = None
    petition.number = petition.number or _next_number(act)


def _next_number(act: Act) -> str:
    year = act.at.astimezone(VIETNAM).year
    PetitionBook.objects.get_or_create(year=year)
    book = PetitionBook.objects.select_for_update().get(year=year)
    book.last += 1
    book.save(update_fields=["last"])
    return f"PA{year % 100:02d}-{book.last:05d}"


def end(petition: Petition, act: Act) -> None:
    """Not taken in; nothing is due any more."""
    petition.due_at = None


# --- Clarifying -------------------------------------------------------------------------------
def ask(petition: Petition, act: Act) -> None:
    """The petitioner's term runs; the agencies' is taken up again with their answer."""
    petition.due_at = terms.after(act.at, terms.in_force(act.at).clarify)


def clarify(petition: Petition, act: Act) -> None:
    rules, back_to = terms.in_force(act.at), before(S.CLARIFYING)(petition)
    if back_to == S.HANDLING:
        petition.due_at = petition.answer_due_at = terms.after(act.at, rules.answer)
        return
    petition.due_at = terms.after(act.at, rules.look_through if back_to == S.SENT else rules.transfer)


# --- Handling ---------------------------------------------------------------------------------
def transfer(petition: Petition, act: Act) -> None:
    """Into the hand of ``values["agency"]``, whose fifteen days begin."""
    petition.handler = Agency.objects.get(pk=act.values["agency"])
    petition.nature = act.text("nature")
    petition.answer_due_at = terms.after(act.at, terms.in_force(act.at).answer)
    petition.due_at = petition.answer_due_at


def send_back(petition: Petition, act: Act) -> None:
    petition.handler = None
    petition.due_at = terms.after(act.at, terms.in_force(act.at).look_through)
    petition.answer_due_at = None


def not_extended_yet(petition: Petition, act: Act) -> None:
    if petition.was_extended:
        raise ExtendedAlready


def extend(petition: Petition, act: Act) -> None:
    due = petition.answer_due_at or act.at
    petition.was_extended = True
    petition.due_at = petition.answer_due_at = terms.after(due, terms.in_force(act.at).extension)


def propose(petition: Petition, act: Act) -> None:
    petition.answer, petition.finding = act.text("answer"), act.text("finding")
    enclose(petition, act)


def answer(petition: Petition, act: Act) -> None:
    petition.answered_at, petition.due_at = act.at, None


def may_reopen(petition: Petition, act: Act) -> None:
    """Within 30 days of the answer (assumed)."""
    days = timedelta(days=terms.in_force(act.at).reopen_calendar_days)
    if petition.answered_at is None or act.at > petition.answered_at + days:
        raise TooLateToReopen


def reopen(petition: Petition, act: Act) -> None:
    petition.reopened += 1
    petition.answered_at, petition.was_extended = None, False
    petition.due_at = petition.answer_due_at = terms.after(act.at, terms.in_force(act.at).answer)
