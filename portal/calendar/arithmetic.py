"""The legal clock (A6): pure arithmetic over rest days, make-up days and office hours.

Knows nothing of the database. Instants are aware datetimes and come back in Vietnamese time; everything else in the
portal that needs a deadline calls these functions. The office day is what the office hours of that day say; an instant
outside them means the next moment the office is open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal

from portal.calendar.week import (
    VIETNAM,
    DayKind,
    WorkCalendar,
)

THREE_O_CLOCK = time(15, 0)
ONE_DAY = timedelta(days=1)
NOTHING = timedelta()


@dataclass(frozen=True)
class DayCounted:
    """A line of the explanation of a deadline; ``number`` is empty on a day that does not count."""

    day: date
    kind: DayKind
    number: int | None


# --- From when ------------------------------------------------------------------------------------
def start(calendar: WorkCalendar, received_at: datetime, after_three: bool = False) -> datetime:
    """The instant from which the time limit runs for a complete dossier received at ``received_at``.

    Outside office hours it is the next opening. With ``after_three``, what comes at 15:00 or later on a working day
    runs from the next working day (Luật Hộ tịch Đ.8.3; NĐ 23/2015/NĐ-CP Đ.7).
    """
    instant = received_at.astimezone(VIETNAM)
    if after_three and instant.time() >= THREE_O_CLOCK and calendar.is_working(instant.date()):
        return _opening(calendar, next_working_day(calendar, instant.date()))
    for opens_at, closes_at in _spans(calendar, instant.date()):
        if instant < closes_at:
            return max(instant, opens_at)
    return _opening(calendar, next_working_day(calendar, instant.date()))


# --- Until when -----------------------------------------------------------------------------------
def due_working_days(calendar: WorkCalendar, t: datetime, n: Decimal) -> datetime:
    """``n`` working days on, at the same clock time (the last working instant where that falls outside hours).

    The day of reception is not counted (Bộ luật Dân sự 2015 Đ.147). Half a day is half of that day's own hours.
    """
    whole = int(_not_negative(n))
    begun = start(calendar, t)
    reached = _same_clock(calendar, begun, whole)
    part = n - whole
    if not part:
        return reached
    return min(
        _part_of_day_on(calendar, reached, part),
        _same_clock(calendar, begun, whole + 1),
    )


def closing_after(calendar: WorkCalendar, day: date, n: int) -> datetime:
    """The end of office hours on the ``n``-th working day after ``day``: terms of law that count whole days."""
    for _ in range(n):
        day = next_working_day(calendar, day)
    return _end_of(calendar, day)


def working_days_before(calendar: WorkCalendar, t: datetime, n: int) -> datetime:
    """The same clock time ``n`` working days before ``t`` (the last working instant where that falls outside hours):
    by when something must be said that is due so many days before a deadline."""
    instant = t.astimezone(VIETNAM)
    day = instant.date()
    for _ in range(n):
        day = _working_day_before(calendar, day)
    return _clock_on(calendar, day, instant.time())


def due_calendar_days(calendar: WorkCalendar, t: datetime, n: Decimal) -> datetime:
    """The end of office hours ``n`` days on, or of the next working day where that is a rest day (Bộ luật Dân sự 2015
    Đ.148).

    A part of a day counts as one.
    """
    days = int(_not_negative(n).to_integral_value(ROUND_CEILING))
    return _end_of(calendar, t.astimezone(VIETNAM).date() + timedelta(days=days))


def due_months(calendar: WorkCalendar, t: datetime, n: Decimal) -> datetime:
    """The end of office hours on the same day of the month ``n`` months on, or the month's last day where it has no
    such day; a rest day moves to the next working day (Bộ luật Dân sự 2015 Đ.147-148).

    A part of a month counts as one.
    """
    months = int(_not_negative(n).to_integral_value(ROUND_CEILING))
    return _end_of(calendar, months_on(t.astimezone(VIETNAM).date(), months))


def due_hours(calendar: WorkCalendar, t: datetime, n: Decimal) -> datetime:
    """``n`` working hours on."""
    return add_working_minutes(calendar, t, int(_not_negative(n) * 60))


def same_day(calendar: WorkCalendar, t: datetime, after_three: bool = False) -> datetime:
    """The end of the working day on which the time limit begins to run."""
    return _end_of(calendar, start(calendar, t, after_three).date())


# --- Office time ----------------------------------------------------------------------------------
def add_working_minutes(calendar: WorkCalendar, t: datetime, minutes: int) -> datetime:
    """The instant after ``minutes`` of office time from ``t``; closing time rather than the next opening.

    Inverse of ``working_minutes_between``.
    """
    if minutes < 0:
        raise ValueError("office time is added, never taken back")
    instant, left = start(calendar, t), timedelta(minutes=minutes)
    day = instant.date()
    while True:
        for opens_at, closes_at in _spans(calendar, day):
            begun = max(opens_at, instant)
            if closes_at - begun >= left and begun < closes_at:
                return begun + left
            left -= max(closes_at - begun, NOTHING)
        day += ONE_DAY


def working_minutes_between(calendar: WorkCalendar, a: datetime, b: datetime) -> int:
    """Whole minutes of office time from ``a`` to ``b``; negative when ``b`` is the earlier."""
    if b < a:
        return -working_minutes_between(calendar, b, a)
    first, last = a.astimezone(VIETNAM), b.astimezone(VIETNAM)
    worked = NOTHING
    for day in _days(first.date(), last.date()):
        for opens_at, closes_at in _spans(calendar, day):
            worked += max(min(closes_at, last) - max(opens_at, first), NOTHING)
    return int(worked // timedelta(minutes=1))


def days_counted(calendar: WorkCalendar, begun: datetime, due: datetime) -> list[DayCounted]:
    """Every day after the one of ``begun`` to the one of ``due``, the working ones numbered: how a limit in working
    days came about, for people."""
    lines: list[DayCounted] = []
    count = 0
    first, last = (
        begun.astimezone(VIETNAM).date() + ONE_DAY,
        due.astimezone(VIETNAM).date(),
    )
    for day in _days(first, last):
        works = calendar.is_working(day)
        count += works
        lines.append(DayCounted(day, calendar.kind(day), count if works else None))
    return lines


def months_on(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last day where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - ONE_DAY
    return first.replace(day=min(day.day, last.day))


# --- Pieces ---------------------------------------------------------------------------------------
def _not_negative(n: Decimal) -> Decimal:
    if n < 0:
        raise ValueError("a time limit is not negative")
    return n


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _spans(calendar: WorkCalendar, day: date) -> list[tuple[datetime, datetime]]:
    return [
        (datetime.combine(day, opens, VIETNAM), datetime.combine(day, closes, VIETNAM))
        for opens, closes in calendar.working_time(day)
    ]


def next_working_day(calendar: WorkCalendar, day: date) -> date:
    """The first one after ``day``."""
    day += ONE_DAY
    while not calendar.is_working(day):
        day += ONE_DAY
    return day


def _working_day_before(calendar: WorkCalendar, day: date) -> date:
    day -= ONE_DAY
    while not calendar.is_working(day):
        day -= ONE_DAY
    return day


def _opening(calendar: WorkCalendar, day: date) -> datetime:
    return _spans(calendar, day)[0][0]


def _end_of(calendar: WorkCalendar, day: date) -> datetime:
    """Closing time of ``day``, or of the next working day where it is a rest day."""
    working = day if calendar.is_working(day) else next_working_day(calendar, day)
    return _spans(calendar, working)[-1][1]


def _same_clock(calendar: WorkCalendar, begun: datetime, days: int) -> datetime:
    """The clock time of ``begun`` that many working days on, moved back to the last working instant where the office
    is closed by then (forward to the opening where it is not open yet)."""
    day = begun.date()
    for _ in range(days):
        day = next_working_day(calendar, day)
    return _clock_on(calendar, day, begun.time())


def _clock_on(calendar: WorkCalendar, day: date, clock: time) -> datetime:
    wanted = datetime.combine(day, clock, VIETNAM)
    spans = _spans(calendar, day)
    begun_by_then = [span for span in spans if span[0] <= wanted]
    if not begun_by_then:
        return spans[0][0]
    return min(wanted, begun_by_then[-1][1])


def _part_of_day_on(calendar: WorkCalendar, instant: datetime, part: Decimal) -> datetime:
    """``part`` (less than one) of a working day on: as large a part of each day's own hours as falls into it."""
    length = _length(calendar, instant.date())
    worked = _worked_before(calendar, instant)
    wanted = worked + length * float(part)
    if wanted <= length:
        return _after(calendar, instant.date(), wanted)
    following = next_working_day(calendar, instant.date())
    return _after(calendar, following, (wanted - length) / length * _length(calendar, following))


def _length(calendar: WorkCalendar, day: date) -> timedelta:
    return sum((closes - opens for opens, closes in _spans(calendar, day)), NOTHING)


def _worked_before(calendar: WorkCalendar, instant: datetime) -> timedelta:
    spans = _spans(calendar, instant.date())
    return sum((max(min(closes, instant) - opens, NOTHING) for opens, closes in spans), NOTHING)


def _after(calendar: WorkCalendar, day: date, worked: timedelta) -> datetime:
    """The instant of ``day`` by which ``worked`` of its hours are done."""
    spans = _spans(calendar, day)
    for opens_at, closes_at in spans:
        if worked <= closes_at - opens_at:
            return opens_at + worked
        worked -= closes_at - opens_at
    return spans[-1][1]
