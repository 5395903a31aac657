"""Fill the calendar the first time; what administrators have entered stays."""

from datetime import date, time

from portal.calendar import years
from portal.calendar.models import WorkDay, WorkingHours

OFFICE_HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))
"""The usual hours of a one-stop unit, eight a day (A6); the province's own are set by its decision (assumed)."""
SINCE = date(2019, 1, 1)


def seed() -> int:
    """Add what is missing of the known years, and office hours where there are none at all.

    Safe to repeat: no row that exists is changed. Gives the number of days added.
    """
    if not WorkingHours.objects.exists():
        WorkingHours.objects.bulk_create(
            WorkingHours(weekday=weekday, starts_at=opens, ends_at=closes, valid_from=SINCE)
            for weekday in range(5)
            for opens, closes in OFFICE_HOURS
        )
    known = set(WorkDay.objects.values_list("date", flat=True))
    missing = [
        WorkDay(
            date=day.date,
            kind=kind,
            name=day.name,
            source=day.source,
            is_proposed=day.is_proposed,
        )
        for kind, days in (
            (WorkDay.Kind.HOLIDAY, years.holidays()),
            (WorkDay.Kind.MAKEUP, years.makeup_days()),
        )
        for day in days
        if day.date not in known
    ]
    return len(WorkDay.objects.bulk_create(missing, ignore_conflicts=True))
