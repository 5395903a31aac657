"""A dossier's time, round by round: a supplement ends one and the next begins from zero (NĐ 61/2018 Đ.19.4; A6).

Read from what was stored when it happened; the days within a round are explained by ``procedures.elapsed``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dossiers.models import Dossier, Status
from portal.calendar import arithmetic
from portal.calendar.current import work_calendar
from portal.calendar.week import WorkCalendar
from procedures import deadlines, elapsed
from procedures.elapsed import CountedDay, Use
from procedures.models import TimeLimit

COUNTED = {Status.RECEIVED, Status.IN_PROCESS, Status.SUPPLEMENT, Status.FINISHED, Status.HANDED_OVER}


@dataclass(frozen=True)
class Round:
    """From when the dossier was complete to its due date; ``stopped_at``: a supplement was asked for then, and came
    at ``resumed_at``."""

    number: int
    begun_at: datetime
    due_at: datetime
    stopped_at: datetime | None = None
    resumed_at: datetime | None = None


def rounds(dossier: Dossier) -> list[Round]:
    """Oldest first; none before acceptance, or where the law says no time."""
    return list(_rounds(dossier)) if dossier.received_at and dossier.first_due_at else []


def _rounds(dossier: Dossier) -> Iterator[Round]:
    begun, number = dossier.received_at, 1
    for request in dossier.supplements.filter(asked_at__gte=dossier.received_at).order_by("number"):
        if begun is not None and request.due_before is not None:
            yield Round(number, begun, request.due_before, request.asked_at, request.completed_at)
            number += 1
        begun = request.completed_at
    if begun is not None and dossier.due_at is not None:
        yield Round(number, begun, dossier.due_at)


@dataclass(frozen=True)
class Clock:
    """The limit of law, its rounds, and how much of the present one is used."""

    limit: TimeLimit
    rounds: list[Round]
    calendar: WorkCalendar
    now: datetime

    @property
    def present(self) -> Round:
        return self.rounds[-1]

    @property
    def use(self) -> Use:
        return self.use_of(self.present)

    def use_of(self, of: Round) -> Use:
        """Until it was stopped, or until now."""
        until = of.stopped_at or self.now
        return elapsed.use(self.limit, of.begun_at, of.due_at, until, self.calendar)

    def days_of(self, of: Round) -> list[CountedDay]:
        return elapsed.day_by_day(self.limit, of.begun_at, of.due_at, self.calendar)

    def begun(self, of: Round) -> datetime:
        """The instant from which its time is counted: within office hours, after 15:00 the next day where so ruled."""
        return arithmetic.start(self.calendar, deadlines.begun(self.limit, of.begun_at, self.calendar))

    def is_outdated(self, of: Round) -> bool:
        """Whether the calendar of rest days has changed since the due date was fixed."""
        return deadlines.due(self.limit, of.begun_at, self.calendar) != of.due_at


def clock(dossier: Dossier, now: datetime | None = None) -> Clock | None:
    """The legal clock of a received dossier, ended where its result was ready; ``None`` where none runs or ran."""
    limit = dossier.case.time_limit(dossier.channel)
    found = rounds(dossier) if dossier.status in COUNTED else []
    if limit is None or not found:
        return None
    return Clock(limit, found, work_calendar(), dossier.finished_at or now or timezone.now())


def reception(dossier: Dossier, now: datetime | None = None) -> Clock | None:
    """The hours within which reception answers, anew after a supplement; ``None`` where it has answered."""
    begun = dossier.supplements.order_by("-number").values_list("completed_at", flat=True).first()
    begun = begun or dossier.submitted_at
    if dossier.status != Status.SUBMITTED or begun is None or dossier.reception_due_at is None:
        return None
    only = Round(1, begun, dossier.reception_due_at)
    return Clock(deadlines.RECEPTION, [only], work_calendar(), now or timezone.now())


def running(dossier: Dossier, now: datetime | None = None) -> Clock | None:
    """The clock the dossier's page shows."""
    return clock(dossier, now) or reception(dossier, now)
