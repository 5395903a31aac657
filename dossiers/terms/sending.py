"""Sending a reminder and replying to it: the slip and the lines of history of all its dossiers in one transaction."""

from collections.abc import Iterable

from django.db import transaction

from dossiers import workflow
from dossiers.act import Act, NotYours
from dossiers.models import Dossier, Reminder
from dossiers.terms import steps, urging
from dossiers.terms.urging import NothingChosen, NothingToAnswer, Words
from portal.accounts.models import User


@transaction.atomic
def send(dossiers: Iterable[Dossier], words: Words, act: Act) -> list[Reminder]:
    """Raises ``NothingChosen``, or what urging one of them raises: then none is urged."""
    chosen = sorted(dossiers, key=lambda dossier: dossier.pk)
    if not chosen:
        raise NothingChosen
    reminders = urging.write(chosen, words, act)
    named = {dossier.pk: reminder for reminder in reminders for dossier in reminder.dossiers.all()}
    for dossier in chosen:
        values = {"note": words.text, "reminder": str(named[dossier.pk])}
        workflow.perform(steps.URGE, dossier, Act(act.by, act.at, values))
    return reminders


@transaction.atomic
def reply(reminder: Reminder, act: Act) -> None:
    """A line of history for each dossier the agency still decides.

    Raises ``NothingToAnswer`` for the second of two who reply, ``NotYours`` for who holds no post there.
    """
    if not may_reply(reminder, act.by):
        raise NotYours
    still = reminder.dossiers.filter(agency=reminder.to_id, status__in=steps.ANSWER_URGE.sources)
    dossiers = list(still.order_by("pk").select_for_update(of=("self",)))
    held = Reminder.objects.select_for_update().get(pk=reminder.pk)
    if held.answered_at is not None:
        raise NothingToAnswer
    for dossier in dossiers:
        values = {"note": act.text("note"), "reminder": str(held)}
        workflow.perform(steps.ANSWER_URGE, dossier, Act(act.by, act.at, values))
    urging.answer(held, act)


def may_reply(reminder: Reminder, user: User | None) -> bool:
    """Officers and leaders of the agency that was urged."""
    return bool(user and user.posts.current().filter(role__in=steps.OFFICER, agency=reminder.to_id).exists())
