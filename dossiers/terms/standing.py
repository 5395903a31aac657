"""How a dossier stood to its deadline, read from its history alone: what later becomes of it changes no figure of an
earlier day (D11).

Every line of history that moved the due date says so (``moved``). A date that passed while the clock ran is a breach:
nothing heals it, neither a supplement that restarts the clock nor an apology that came late (Đ.19.9). Finished is
status 9, when the result is signed (A6, D5).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.utils import timezone

from dossiers.models import Apology, Dossier, DossierEvent, Status

BEFORE, AFTER = "due_before", "due_after"
RUNNING = frozenset({Status.RECEIVED, Status.IN_PROCESS})
DECIDED = frozenset({Status.FINISHED, Status.HANDED_OVER})
"""A result on the spot is handed over without having waited (Đ.17.4)."""

RECOUNTED, RESCHEDULED = "recount", "reschedule"


class Punctuality(StrEnum):
    """Trước hạn, đúng hạn, quá hạn; and of what is open trong hạn, quá hạn."""

    UNTIMED = "untimed"
    """Not received yet, or the law says no time."""

    RUNNING = "running"
    OVERDUE = "overdue"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    ENDED = "ended"
    """Withdrawn or refused at reception: neither in time nor late."""


class Apologised(StrEnum):
    """Whether a breach was apologised for."""

    NO_BREACH = "no_breach"
    IN_TIME = "in_time"
    """An apology in time moved the date, and the new one was missed too."""

    LATE = "late"
    NOT = "not"


@dataclass(frozen=True)
class Standing:
    punctuality: Punctuality
    breached_at: datetime | None = None
    """The date that passed first."""

    apology: Apologised = Apologised.NO_BREACH
    rounds: int = 0
    """How often it was sent back after acceptance."""


def moved(before: datetime | None, after: datetime | None) -> dict[str, str]:
    """What an event keeps where it moved the due date; an empty text is none."""
    return {} if before == after else {BEFORE: _written(before), AFTER: _written(after)}


def _written(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _read(values: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(values[name]) if values.get(name) else None


def standing(dossier: Dossier, at: datetime | None = None) -> Standing:
    """As of ``at``, now if none; untimed where it had no history by then."""
    found = dict(standings(Dossier.objects.filter(pk=dossier.pk), at))
    return found.get(dossier.pk) or fold([], at or timezone.now(), is_late_apology=False)


def standings(dossiers: Iterable[Dossier], at: datetime | None = None) -> Iterator[tuple[int, Standing]]:
    """(key, standing) of each dossier that has a history, as of ``at``; ``dossiers`` is best a query."""
    at = at or timezone.now()
    late = set(Apology.objects.filter(dossier__in=dossiers, is_late=True).values_list("dossier", flat=True))
    events = DossierEvent.objects.filter(dossier__in=dossiers, at__lte=at).order_by("dossier", "number")
    for pk, lines in groupby(events.iterator(), key=lambda event: event.dossier_id):
        yield pk, fold(lines, at, is_late_apology=pk in late)


@dataclass(frozen=True)
class _Course:
    """Where the reading of a history stands."""

    status: int = Status.DRAFT
    due_at: datetime | None = None
    breached_at: datetime | None = None
    finished_at: datetime | None = None
    finished_due: datetime | None = None
    was_timed: bool = False
    is_rescheduled: bool = False
    rounds: int = 0


def fold(events: Iterable[DossierEvent], at: datetime, *, is_late_apology: bool) -> Standing:
    """Read ``events``, oldest first, up to ``at``. Pure."""
    course = _Course()
    for event in events:
        course = _after(course, event, is_late_apology)
    return _judged(_passed(course, at), is_late_apology)


Spell = tuple[datetime, datetime | None]
"""From and with, up to but without; open where nothing has ended it."""

AN_INSTANT = timedelta(microseconds=1)


def overdue_spells(events: Iterable[DossierEvent], *, is_late_apology: bool) -> list[Spell]:
    """When ``standing`` says overdue, as far as ``events``, oldest first, tell; the last one runs on until the next
    event. Pure."""
    course, spells = _Course(), list[Spell]()
    lines = list(events)
    for event, following in zip(lines, [*lines[1:], None], strict=True):
        course = _after(course, event, is_late_apology)
        since, until = _overdue_since(course, event.at), following.at if following else None
        if since is None or (until is not None and since >= until):
            continue
        if spells and spells[-1][1] == since:
            since = spells.pop()[0]
        spells.append((since, until))
    return spells


def _overdue_since(course: _Course, at: datetime) -> datetime | None:
    """From ``at`` on, if nothing more happens."""
    if course.finished_at is not None or course.status in {Status.WITHDRAWN, Status.REFUSED}:
        return None
    if course.breached_at is not None:
        return at
    if course.status not in RUNNING or course.due_at is None:
        return None
    return max(at, course.due_at + AN_INSTANT)


def _after(course: _Course, event: DossierEvent, is_late_apology: bool) -> _Course:
    """A recount says what the date was all along; a late apology moves no date that counts."""
    if event.action != RECOUNTED:
        course = _passed(course, event.at)
    due_at = _read(event.values, AFTER) if AFTER in event.values else course.due_at
    if event.action == RESCHEDULED:
        course = replace(course, is_rescheduled=True)
        due_at = course.due_at if is_late_apology else due_at
    if event.status in DECIDED and course.finished_at is None:
        course = replace(course, finished_at=event.at, finished_due=course.due_at or due_at)
    sent_back = event.status == Status.SUPPLEMENT != event.status_before and course.was_timed
    return replace(
        course,
        status=event.status,
        due_at=due_at,
        was_timed=course.was_timed or due_at is not None,
        rounds=course.rounds + sent_back,
    )


def _passed(course: _Course, at: datetime) -> _Course:
    """Whether the date passed while the clock ran until ``at``."""
    runs = course.status in RUNNING and course.due_at is not None
    if runs and course.breached_at is None and at > course.due_at:  # type: ignore[operator]
        return replace(course, breached_at=course.due_at)
    return course


def _judged(course: _Course, is_late_apology: bool) -> Standing:
    return Standing(_punctuality(course), course.breached_at, _apologised(course, is_late_apology), course.rounds)


def _punctuality(course: _Course) -> Punctuality:
    if not course.was_timed:
        return Punctuality.UNTIMED
    if course.finished_at is not None:
        if course.breached_at is not None:
            return Punctuality.LATE
        due = timezone.localdate(course.finished_due) if course.finished_due else None
        is_early = due is None or timezone.localdate(course.finished_at) < due
        return Punctuality.EARLY if is_early else Punctuality.ON_TIME
    if course.status in {Status.WITHDRAWN, Status.REFUSED}:
        return Punctuality.ENDED
    return Punctuality.OVERDUE if course.breached_at is not None else Punctuality.RUNNING


def _apologised(course: _Course, is_late_apology: bool) -> Apologised:
    if course.breached_at is None:
        return Apologised.NO_BREACH
    if not course.is_rescheduled:
        return Apologised.NOT
    return Apologised.LATE if is_late_apology else Apologised.IN_TIME
