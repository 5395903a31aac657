"""The calendar of the worked cases: the known years, 7:30-11:30 and 13:30-17:30 from Monday to Friday."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from portal.calendar import years
from portal.calendar.week import OfficeHours, WorkCalendar

MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13, 30), time(17, 30))
ORDINARY = tuple(OfficeHours(day, *interval) for day in range(5) for interval in (MORNING, AFTERNOON))
CALENDAR = WorkCalendar(
    frozenset(day.date for day in years.holidays()),
    frozenset(day.date for day in years.makeup_days()),
    ORDINARY,
)
UNEVEN = WorkCalendar(
    CALENDAR.holidays,
    CALENDAR.makeup,
    tuple(OfficeHours(day, *MORNING) for day in range(5))
    + tuple(OfficeHours(day, time(13, day), time(16, 15 * (day % 3))) for day in range(4)),
)
"""Afternoons of different length, none on Fridays: where clock times do not line up."""


def at(text: str) -> datetime:
    """``22/01/2020 09:00`` in Vietnamese time."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
