"""By when a decision must stand in the national database (NĐ 63/2010 Đ.24 as amended by NĐ 92/2017)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from portal.calendar import arithmetic
from portal.calendar.arithmetic import WorkCalendar
from procedures.models import Decision

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
