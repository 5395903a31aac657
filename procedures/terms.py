"""By when a decision must stand in the national database (NĐ 63/2010 Đ.24 as amended by NĐ 92/2017)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from portal.calendar import arithmetic
from portal.calendar.week import CalendarNotPublished, OfficeHoursUnknown, WorkCalendar
from procedures.models import Decision
from procedures.models.decisions import DecisionQuerySet

ORDINARY, SHORTENED = 5, 2
"""Working days after signing."""


@dataclass(frozen=True)
class Term:
    due_at: datetime
    state: str
    """``done`` in time, ``late`` though done, ``open``, ``near`` on the last working day, ``overdue``."""


def entry_due(decision: Decision, calendar: WorkCalendar) -> datetime:
    """The end of the last working day of the term; the day of signing does not count."""
    return arithmetic.closing_after(calendar, decision.signed_on, SHORTENED if decision.is_shortened else ORDINARY)


def entry(decision: Decision, calendar: WorkCalendar, now: datetime) -> Term:
    due = entry_due(decision, calendar)
    last_day = timezone.localdate(due)
    if decision.entered_on is not None:
        return Term(due, "done" if decision.entered_on <= last_day else "late")
    if now > due:
        return Term(due, "overdue")
    return Term(due, "near" if timezone.localdate(now) == last_day else "open")


def pressing(calendar: WorkCalendar, now: datetime) -> DecisionQuerySet:
    """Decisions signed but not yet entered whose last day is today or over; none where the calendar ends before."""
    today = timezone.localdate(now)
    try:
        ordinary, shortened = (_newest_due(calendar, days, today) for days in (ORDINARY, SHORTENED))
    except (CalendarNotPublished, OfficeHoursUnknown):
        return Decision.objects.none()
    return Decision.objects.filter(entered_on__isnull=True).signed_by(ordinary, shortened)


def _newest_due(calendar: WorkCalendar, days: int, today: date) -> date:
    """The latest day of signing whose term of so many working days ends today or before."""
    signed = today - timedelta(days=days)
    while timezone.localdate(arithmetic.closing_after(calendar, signed, days)) > today:
        signed -= timedelta(days=1)
    return signed
