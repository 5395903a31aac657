"""Urging a deciding agency about overdue dossiers by a numbered reminder, and its timed reply (NĐ 61/2018 Đ.8; A2 no
24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from dossiers.models import Dossier, DossierQuerySet, Involvement, Reminder, Status, YearCounter
from dossiers.terms import numbers
from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.calendar.current import work_calendar
from procedures import deadlines

RUNNING = (Status.RECEIVED, Status.IN_PROCESS)


class NotOverdue(Refusal):
    message = _("This dossier is not overdue: there is nothing to urge.")


class NothingToAnswer(Refusal):
    message = _("No reminder about this dossier waits for a reply.")


class NothingChosen(Refusal):
    message = _("Choose at least one dossier.")


def is_overdue(dossier: Dossier, act: Act) -> None:
    """Raises ``NotOverdue``."""
    if dossier.due_at is None or dossier.due_at >= act.at:
        raise NotOverdue


def is_urged(dossier: Dossier, act: Act) -> None:
    """Raises ``NothingToAnswer``."""
    if not dossier.reminders.open().exists():
        raise NothingToAnswer


def to_urge(user: User, now: datetime | None = None) -> DossierQuerySet:
    """Overdue dossiers received by a unit that ``user`` leads."""
    led = Agency.objects.filter(posts__in=user.posts.current().filter(role=Role.LEADER))
    involved = Involvement.objects.current().filter(part=Involvement.Part.RECEIVING, agency__in=led)
    overdue = Dossier.objects.reached_by(user).filter(status__in=RUNNING, due_at__lt=now or timezone.now())
    return overdue.filter(pk__in=involved.values("dossier"))


def sent_by(user: User) -> QuerySet[Reminder]:
    """By the agencies where ``user`` handles dossiers, the newest first."""
    return Reminder.objects.filter(sender__in=user.posts.current().handling().agencies())


def received_by(user: User) -> QuerySet[Reminder]:
    return Reminder.objects.filter(to__in=user.posts.current().handling().agencies())


@dataclass(frozen=True)
class Words:
    """What a reminder says, and by when it is to be answered."""

    text: str
    reply_on: date


def write(dossiers: Sequence[Dossier], words: Words, act: Act) -> list[Reminder]:
    """Within a transaction and before the dossiers' own lines of history: a reminder for every pair of sender and
    deciding agency among them, in the order of the first dossier."""
    groups: dict[tuple[int, int], list[Dossier]] = {}
    for dossier in dossiers:
        groups.setdefault((dossier.received_by_id, dossier.agency_id), []).append(dossier)
    return [_write(group, words, act) for group in groups.values()]


def _write(dossiers: Sequence[Dossier], words: Words, act: Act) -> Reminder:
    assert act.by is not None  # noqa: S101  (people urge, the clock only warns)
    sender = dossiers[0].received_by
    year, number = numbers.draw(sender, YearCounter.Series.REMINDER, act.at)
    post = act.by.posts.current().filter(agency=sender, role=Role.LEADER).first()
    reminder = Reminder.objects.create(
        sender=sender, to=dossiers[0].agency, year=year, number=number, text=words.text, sent_at=act.at,
        sent_by=act.by, sender_title=post.title if post else "",
        reply_due_at=deadlines.postponed_to(words.reply_on, work_calendar()),
    )  # fmt: skip
    reminder.dossiers.set(dossiers)
    return reminder


def answer(reminder: Reminder, act: Act) -> None:
    """Under the reminder's lock. ``values``: ``note`` (the reply), ``promised_on`` or none."""
    reminder.answered_at, reminder.answered_by, reminder.answer = act.at, act.by, act.text("note")
    reminder.promised_on = act.values.get("promised_on")
    reminder.save(update_fields=["answered_at", "answered_by", "answer", "promised_on"])
