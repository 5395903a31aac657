"""A dossier's time, round by round: a supplement ends one and the next begins from zero (NĐ 61/2018 Đ.19.4; A6). Within
a round the due date moves on by what is held and to the day of an apology (Đ.19.9).

Read from what was stored when it happened; the days within a round are explained by ``procedures.elapsed``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dossiers.models import Apology, Dossier, Hold, Status
from portal.calendar import arithmetic
from portal.calendar.current import work_calendar
from portal.calendar.week import WorkCalendar
from procedures import deadlines, elapsed
from procedures.elapsed import CountedDay, Stretch, Use
from procedures.models import TimeLimit

COUNTED = {
    Status.RECEIVED, Status.IN_PROCESS, Status.SUPPLEMENT, Status.FINANCIAL_DUTY, Status.STOPPED, Status.FINISHED,
    Status.HANDED_OVER,
}  # fmt: skip


@dataclass(frozen=True)
class Round:
    """From when the dossier was complete to its due date; ``stopped_at``: a supplement was asked for then, and came
    at ``resumed_at``. ``holds`` and ``apology`` moved the due date within it."""

    number: int
    begun_at: datetime
    due_at: datetime
    stopped_at: datetime | None = None
    resumed_at: datetime | None = None
    holds: tuple[Hold, ...] = ()
    apology: Apology | None = None

    @property
    def is_moved(self) -> bool:
        return bool(self.holds or self.apology)

    @property
    def held_since(self) -> datetime | None:
        """Where the time stands still at present."""
        return self.holds[-1].begun_at if self.holds and self.holds[-1].ended_at is None else None


# --- Due dates --------------------------------------------------------------------------------


def complete_since(dossier: Dossier) -> datetime | None:
    """A dossier put right counts as received anew (Đ.19.4); ``None`` before acceptance."""
    if dossier.received_at is None:
        return None
    rounds = dossier.supplements.filter(completed_at__gt=dossier.received_at).order_by("-number")
    return rounds.values_list("completed_at", flat=True).first() or dossier.received_at


def counted_due(dossier: Dossier) -> datetime | None:
    """By when the result is owed, counted anew from the facts: the limit of law since the dossier was complete, moved
    on by what was held and rescheduled since, in that order. The same facts and calendar give the same instant."""
    begun, limit = complete_since(dossier), dossier.case.time_limit(dossier.channel)
    if begun is None or limit is None:
        return None
    calendar = work_calendar()
    holds, apology = _moves(dossier, begun)
    return _moved(deadlines.due(limit, begun, calendar), holds, apology, calendar)


def _moves(dossier: Dossier, begun: datetime, until: datetime | None = None) -> tuple[tuple[Hold, ...], Apology | None]:
    """What moved the due date of the round from ``begun`` on."""
    holds = dossier.holds.filter(begun_at__gte=begun).order_by("begun_in")
    signed = Apology.objects.signed().filter(dossier=dossier, signed_at__gte=begun)
    if until is not None:
        holds, signed = holds.filter(begun_at__lt=until), signed.filter(signed_at__lt=until)
    return tuple(holds), signed.first()


def _moved(
    due_at: datetime | None, holds: Iterable[Hold], apology: Apology | None, calendar: WorkCalendar
) -> datetime | None:
    """An apology names a day, whatever moved the date before it; what is held after it moves on from there."""
    if due_at is None:
        return None
    if apology is not None:
        due_at = deadlines.postponed_to(timezone.localdate(apology.due_after), calendar)
        holds = [hold for hold in holds if hold.ended_at is None or hold.ended_at > apology.signed_at]  # type: ignore[operator]
    for hold in holds:
        if hold.ended_at is not None:
            due_at = deadlines.held_on(due_at, hold.begun_at, hold.ended_at, calendar)
    return due_at


def reception_since(dossier: Dossier) -> datetime | None:
    """From when reception's hours count: a supplement begins them anew."""
    begun = dossier.supplements.order_by("-number").values_list("completed_at", flat=True).first()
    return begun or dossier.submitted_at


# --- Rounds -----------------------------------------------------------------------------------


def rounds(dossier: Dossier) -> list[Round]:
    """Oldest first; none before acceptance, or where the law says no time."""
    return list(_rounds(dossier)) if dossier.received_at and dossier.first_due_at else []


def _rounds(dossier: Dossier) -> Iterator[Round]:
    begun, number = dossier.received_at, 1
    for request in dossier.supplements.filter(asked_at__gte=dossier.received_at).order_by("number"):
        if begun is not None and request.due_before is not None:
            moves = _moves(dossier, begun, request.asked_at)
            yield Round(number, begun, request.due_before, request.asked_at, request.completed_at, *moves)
            number += 1
        begun = request.completed_at
    if begun is not None:
        holds, apology = _moves(dossier, begun)
        held = next((hold.due_before for hold in holds if hold.ended_at is None), None)
        if due_at := dossier.due_at or held:
            yield Round(number, begun, due_at, holds=holds, apology=apology)


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
        """Until it was stopped, or until now. A date that was moved is a matter of hours, as what was held is."""
        until = of.stopped_at or of.held_since or self.now
        if of.is_moved:
            over = [stretch for stretch in self._held(of) if stretch[0] < until]
            return elapsed.use_in_hours(self.begun(of), of.due_at, until, over, self.calendar)
        return elapsed.use(self.limit, of.begun_at, of.due_at, until, self.calendar)

    def days_of(self, of: Round) -> list[CountedDay]:
        if of.is_moved:
            return elapsed.days_in_hours(self.begun(of), of.due_at, self._held(of), self.calendar)
        return elapsed.day_by_day(self.limit, of.begun_at, of.due_at, self.calendar)

    def unit_of(self, of: Round) -> str:
        """In what its days are counted."""
        return TimeLimit.Unit.HOURS if of.is_moved else self.limit.unit

    def _held(self, of: Round) -> list[Stretch]:
        """What is held still counts for nothing up to the date that will move on."""
        return [(hold.begun_at, hold.ended_at or max(of.due_at, hold.begun_at)) for hold in of.holds]

    def begun(self, of: Round) -> datetime:
        """The instant from which its time is counted: within office hours, after 15:00 the next day where so ruled."""
        return arithmetic.start(self.calendar, deadlines.begun(self.limit, of.begun_at, self.calendar))

    def law_due(self, of: Round) -> datetime | None:
        """What the limit alone comes to, before anything moved it."""
        return deadlines.due(self.limit, of.begun_at, self.calendar)

    def is_outdated(self, of: Round) -> bool:
        """Whether the calendar of rest days has changed since the due date was fixed."""
        return _moved(self.law_due(of), of.holds, of.apology, self.calendar) != of.due_at


def clock(dossier: Dossier, now: datetime | None = None) -> Clock | None:
    """The legal clock of a received dossier, ended where its result was ready; ``None`` where none runs or ran."""
    limit = dossier.case.time_limit(dossier.channel)
    found = rounds(dossier) if dossier.status in COUNTED else []
    if limit is None or not found:
        return None
    return Clock(limit, found, work_calendar(), dossier.finished_at or now or timezone.now())


def reception(dossier: Dossier, now: datetime | None = None) -> Clock | None:
    """The hours within which reception answers, anew after a supplement; ``None`` where it has answered."""
    begun = reception_since(dossier)
    if dossier.status != Status.SUBMITTED or begun is None or dossier.reception_due_at is None:
        return None
    only = Round(1, begun, dossier.reception_due_at)
    return Clock(deadlines.RECEPTION, [only], work_calendar(), now or timezone.now())


def running(dossier: Dossier, now: datetime | None = None) -> Clock | None:
    """The clock the dossier's page shows."""
    return clock(dossier, now) or reception(dossier, now)
