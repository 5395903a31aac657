"""When is it due: the law's limits applied to the calendar (A6).

Nothing else computes a deadline: a dossier's clock and what the procedure's page promises are the same functions.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from portal.calendar import arithmetic
from portal.calendar.week import VIETNAM, WorkCalendar
from procedures.models import Channel, TimeLimit

RECEPTION_HOURS = Decimal(8)
"""Working hours within which an online dossier is answered (NĐ 45/2020, recalled: A2, A5)."""

SUPPLEMENT_DAYS = 3
"""Working days from reception within which a dossier that does not qualify goes back (NĐ 61/2018 Đ.19.4)."""

APOLOGY_DAYS = 1
"""Working days before the deadline by which an apology must be given (NĐ 61/2018 Đ.19.9)."""

DRAFT_DAYS = 2
"""Working days before the deadline from which an apology lies drafted, so that a day is left to sign it."""

POSTPONED_DAYS = 3
"""Working days after the deadline that a drafted apology proposes (assumed); who signs names the day."""

START_OF_DAY = 60
"""Minutes of office time that still are the start of a working day (assumed)."""

RECEPTION = TimeLimit(value=RECEPTION_HOURS, unit=TimeLimit.Unit.HOURS)


def reception_due(submitted_at: datetime, calendar: WorkCalendar) -> datetime:
    """By when an official says whether an online dossier is received."""
    return arithmetic.due_hours(calendar, submitted_at, RECEPTION_HOURS)


def supplement_asked_by(received_at: datetime, calendar: WorkCalendar) -> datetime:
    """The end of the last working day on which a supplement is asked for without a special law; the day of reception
    does not count."""
    received_on = received_at.astimezone(VIETNAM).date()
    return arithmetic.closing_after(calendar, received_on, SUPPLEMENT_DAYS)


def apology_by(due_at: datetime, calendar: WorkCalendar) -> datetime:
    """Until when an apology is in time."""
    return arithmetic.working_days_before(calendar, due_at, APOLOGY_DAYS)


def apology_drafted_from(due_at: datetime, calendar: WorkCalendar) -> datetime:
    return arithmetic.working_days_before(calendar, due_at, DRAFT_DAYS)


def postponed(due_at: datetime, calendar: WorkCalendar) -> datetime:
    """What a drafted apology proposes: the end of a later working day."""
    return arithmetic.closing_after(calendar, due_at.astimezone(VIETNAM).date(), POSTPONED_DAYS)


def postponed_to(day: date, calendar: WorkCalendar) -> datetime:
    """A promised day as an instant: the end of its office hours, or of the next working day."""
    return arithmetic.closing_after(calendar, day, 0)


def held_on(due_at: datetime, begun_at: datetime, ended_at: datetime, calendar: WorkCalendar) -> datetime:
    """``due_at`` moved on by exactly the working minutes between ``begun_at`` and ``ended_at``, never back (A6)."""
    minutes = arithmetic.working_minutes_between(calendar, begun_at, max(begun_at, ended_at))
    return arithmetic.add_working_minutes(calendar, due_at, minutes) if minutes else due_at


def transfer_due(received_at: datetime, calendar: WorkCalendar) -> datetime:
    """By when what was received goes to who handles it (NĐ 61/2018 Đ.18.2-3): the same working day; what came at 15:00
    or later, at the start of the next. The start of a day is its first working hour (assumed). What came on a rest day
    or before opening counts as received at the next opening (assumed).
    """
    received = received_at.astimezone(VIETNAM)
    after_three = received.time() >= arithmetic.THREE_O_CLOCK and calendar.is_working(received.date())
    begun = arithmetic.start(calendar, received, after_three=True)
    if after_three:
        return arithmetic.add_working_minutes(calendar, begun, START_OF_DAY)
    return arithmetic.same_day(calendar, begun)


def is_known(limit: TimeLimit) -> bool:
    """Whether the record states a time that can be counted."""
    return limit.unit != TimeLimit.Unit.UNKNOWN


def due(limit: TimeLimit | None, received_at: datetime, calendar: WorkCalendar) -> datetime | None:
    """By when the result is owed for a complete dossier received at ``received_at``; ``None`` where the record states
    no limit.

    "Received after 15:00 counts from the next working day" applies only where the limit says so (Luật Hộ tịch Đ.8.3;
    NĐ 23/2015 Đ.7).
    """
    if limit is None or not is_known(limit):
        return None
    unit = TimeLimit.Unit(limit.unit)
    if unit is TimeLimit.Unit.SAME_DAY:
        return arithmetic.same_day(calendar, received_at, after_three=limit.after_three)
    counted = {
        TimeLimit.Unit.WORKING_DAYS: arithmetic.due_working_days,
        TimeLimit.Unit.CALENDAR_DAYS: arithmetic.due_calendar_days,
        TimeLimit.Unit.HOURS: arithmetic.due_hours,
        TimeLimit.Unit.MONTHS: arithmetic.due_months,
    }[unit]
    return counted(calendar, begun(limit, received_at, calendar), limit.value)


def begun(limit: TimeLimit, received_at: datetime, calendar: WorkCalendar) -> datetime:
    """From when ``limit`` runs: from reception, or as its rule of 15:00 says."""
    return arithmetic.start(calendar, received_at, after_three=True) if limit.after_three else received_at


@dataclass(frozen=True)
class Promise:
    """What filing now comes to. ``due_at`` is empty where no day can be named: no limit stated, papers in the post."""

    answered_by: datetime | None
    due_at: datetime | None


def promise(limit: TimeLimit | None, filed_at: datetime, channel: str, calendar: WorkCalendar) -> Promise:
    """The latest day for a complete dossier filed at ``filed_at``.

    At the counter it is received at once. Online it is received when reception answers, at the latest at the end of
    the reception hours; the limit runs from there. By post it is received when the agency signs for it (QĐ 45/2016
    Đ.7.4), which nobody knows beforehand.
    """
    if channel == Channel.POST:
        return Promise(None, None)
    answered_by = reception_due(filed_at, calendar) if channel == Channel.ONLINE else None
    return Promise(answered_by, due(limit, answered_by or filed_at, calendar))
