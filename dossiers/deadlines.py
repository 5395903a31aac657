"""When is it due: the law's limits applied to the calendar (A6).

Nothing else computes a deadline.
"""

from datetime import datetime
from decimal import Decimal

from portal.calendar import arithmetic
from portal.calendar.arithmetic import WorkCalendar
from procedures.models import TimeLimit

RECEPTION_HOURS = Decimal(8)
"""Working hours within which an online dossier is answered (NĐ 45/2020, recalled: A2, A5)."""


def reception_due(submitted_at: datetime, calendar: WorkCalendar) -> datetime:
    """By when an official says whether an online dossier is received."""
    return arithmetic.due_hours(calendar, submitted_at, RECEPTION_HOURS)


def due(limit: TimeLimit | None, received_at: datetime, calendar: WorkCalendar) -> datetime | None:
    """By when the result is owed for a complete dossier received at ``received_at``; ``None`` where the record states
    no limit.

    "Received after 15:00 counts from the next working day" applies only where the limit says so (Luật Hộ tịch Đ.8.3;
    NĐ 23/2015 Đ.7).
    """
    if limit is None or limit.unit == TimeLimit.Unit.UNKNOWN:
        return None
    unit = TimeLimit.Unit(limit.unit)
    if unit is TimeLimit.Unit.SAME_DAY:
        return arithmetic.same_day(calendar, received_at, after_three=limit.after_three)
    begun = arithmetic.start(calendar, received_at, after_three=True) if limit.after_three else received_at
    counted = {
        TimeLimit.Unit.WORKING_DAYS: arithmetic.due_working_days,
        TimeLimit.Unit.CALENDAR_DAYS: arithmetic.due_calendar_days,
        TimeLimit.Unit.HOURS: arithmetic.due_hours,
        TimeLimit.Unit.MONTHS: arithmetic.due_months,
    }[unit]
    return counted(calendar, begun, limit.value)
