"""How much of a time limit is used, and how its last day came about, day by day. Pure.

The limit itself is counted by ``deadlines``; here its days are shown and numbered by the same arithmetic.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from portal.calendar import arithmetic
from portal.calendar.week import VIETNAM, DayKind, WorkCalendar
from procedures.deadlines import begun, is_known
from procedures.models import TimeLimit

Unit = TimeLimit.Unit
TENTH = Decimal("0.1")
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class CountedDay:
    """A line of the explanation. ``count`` is how much of the limit is used at the end of the day, in its own unit;
    empty on a day that does not count."""

    day: date
    kind: DayKind
    count: Decimal | None = None


@dataclass(frozen=True)
class Use:
    """So much of so much; a limit of months in days, one of the same day in working hours."""

    used: Decimal
    total: Decimal
    unit: str
    days_late: int = 0
    """Working days since the limit ran out."""

    @property
    def percent(self) -> int:
        return int(self.used * 100 / self.total) if self.total else 100


def day_by_day(limit: TimeLimit, received_at: datetime, due_at: datetime, calendar: WorkCalendar) -> list[CountedDay]:
    """Every day after the first one to the last; in hours, the first day too. Nothing for a limit that is not known."""
    if not is_known(limit):
        return []
    first = begun(limit, received_at, calendar)
    count = {
        Unit.WORKING_DAYS: _working_days,
        Unit.CALENDAR_DAYS: _calendar_days,
        Unit.MONTHS: _months,
        Unit.HOURS: _hours,
        Unit.SAME_DAY: _hours,
    }[Unit(limit.unit)]
    return list(count(limit, first, due_at, calendar))


def use(limit: TimeLimit, received_at: datetime, due_at: datetime, now: datetime, calendar: WorkCalendar) -> Use:
    """By ``now`` (when it was finished, or stopped, or this moment); a day counts as used from its beginning."""
    lines = [line for line in day_by_day(limit, received_at, due_at, calendar) if line.count is not None]
    unit = {Unit.MONTHS: Unit.CALENDAR_DAYS, Unit.SAME_DAY: Unit.HOURS}.get(Unit(limit.unit), Unit(limit.unit))
    if unit is Unit.HOURS:
        first = begun(limit, received_at, calendar)
        used, total = (_hours_between(calendar, first, end) for end in (min(max(now, first), due_at), due_at))
    elif limit.unit == Unit.MONTHS:
        used, total = (Decimal(_days(received_at, end)) for end in (min(now, due_at), due_at))
    else:
        total = lines[-1].count or Decimal(0) if lines else Decimal(0)
        past = [line.count for line in lines if line.day <= now.astimezone(VIETNAM).date()]
        used = (past[-1] or Decimal(0)) if past else Decimal(0)
    late = [line for line in arithmetic.days_counted(calendar, due_at, now) if line.number] if now > due_at else []
    return Use(used, total, unit, len(late))


def use_in_hours(
    first: datetime, due_at: datetime, now: datetime, held: Iterable[Stretch], calendar: WorkCalendar
) -> Use:
    """The same where the due date was moved: working hours, without those held."""
    stretches = list(held)
    used, total = (_hours_without(calendar, first, end, stretches) for end in (min(max(now, first), due_at), due_at))
    late = [line for line in arithmetic.days_counted(calendar, due_at, now) if line.number] if now > due_at else []
    return Use(used, total, Unit.HOURS, len(late))


def days_in_hours(
    first: datetime, due_at: datetime, held: Iterable[Stretch], calendar: WorkCalendar
) -> list[CountedDay]:
    """Every day to the due date with the working hours in all by its end; a day that was held whole does not count."""
    lines: list[CountedDay] = []
    stretches, before = list(held), Decimal(0)
    for day, closing in _closings(first, due_at):
        by_then = _hours_without(calendar, first, closing, stretches)
        lines.append(CountedDay(day, calendar.kind(day), by_then if by_then > before else None))
        before = by_then
    return lines


def _hours_without(calendar: WorkCalendar, first: datetime, last: datetime, held: Iterable[Stretch]) -> Decimal:
    inside = ((max(begun, first), min(ended, last)) for begun, ended in held)
    return _hours_between(calendar, first, last) - sum(
        (_hours_between(calendar, begun, ended) for begun, ended in inside if begun < ended), Decimal(0)
    )


def _working_days(limit: TimeLimit, first: datetime, due_at: datetime, calendar: WorkCalendar) -> Iterator[CountedDay]:
    """The last day has the whole number, be it a half."""
    lines = arithmetic.days_counted(calendar, arithmetic.start(calendar, first), due_at)
    if not lines:  # a part of a day, over before the first day is
        yield CountedDay(due_at.astimezone(VIETNAM).date(), DayKind.WORKING, limit.value)
    for line in lines:
        count = Decimal(line.number) if line.number else None
        yield CountedDay(line.day, line.kind, limit.value if line is lines[-1] and count else count)


def _calendar_days(limit: TimeLimit, first: datetime, due_at: datetime, calendar: WorkCalendar) -> Iterator[CountedDay]:
    """Every day counts; those after the last number are the rest days that it moved over."""
    whole = int(limit.value.to_integral_value(ROUND_CEILING))
    start = first.astimezone(VIETNAM).date()
    for number in range(1, _days(first, due_at) + 1):
        day = start + timedelta(days=number)
        yield CountedDay(day, calendar.kind(day), Decimal(number) if number <= whole else None)


def _months(limit: TimeLimit, first: datetime, due_at: datetime, calendar: WorkCalendar) -> Iterator[CountedDay]:
    """The same day of each month, then the rest days that the last one moved over."""
    whole = int(limit.value.to_integral_value(ROUND_CEILING))
    start = first.astimezone(VIETNAM).date()
    for number in range(1, whole + 1):
        day = arithmetic.months_on(start, number)
        yield CountedDay(day, calendar.kind(day), Decimal(number))
    last, end = arithmetic.months_on(start, whole), due_at.astimezone(VIETNAM).date()
    for number in range(1, (end - last).days + 1):
        moved = last + timedelta(days=number)
        yield CountedDay(moved, calendar.kind(moved))


def _hours(limit: TimeLimit, first: datetime, due_at: datetime, calendar: WorkCalendar) -> Iterator[CountedDay]:
    """The hours worked by the end of each day."""
    for day, closing in _closings(first, due_at):
        works = calendar.is_working(day)
        yield CountedDay(day, calendar.kind(day), _hours_between(calendar, first, closing) if works else None)


def _closings(first: datetime, due_at: datetime) -> Iterator[tuple[date, datetime]]:
    """Every day of a limit with the instant at which its share of it is over."""
    start, end = first.astimezone(VIETNAM).date(), due_at.astimezone(VIETNAM).date()
    for number in range((end - start).days + 1):
        day = start + timedelta(days=number)
        yield day, min(due_at, datetime.combine(day + timedelta(days=1), datetime.min.time(), VIETNAM))


def _hours_between(calendar: WorkCalendar, first: datetime, last: datetime) -> Decimal:
    return (Decimal(arithmetic.working_minutes_between(calendar, first, last)) / 60).quantize(TENTH)


def _days(first: datetime, last: datetime) -> int:
    return (last.astimezone(VIETNAM).date() - first.astimezone(VIETNAM).date()).days
