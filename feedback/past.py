"""Moments of the demonstration: so many working days ago, so that it is never old and never ahead of today."""

from datetime import datetime, time

from django.utils import timezone

from portal.calendar.arithmetic import working_days_before
from portal.calendar.current import work_calendar
from portal.calendar.week import VIETNAM


def ago(days: int, at: str) -> datetime:
    """At ``at`` (``08:30``), ``days`` working days before today."""
    day = working_days_before(work_calendar(), timezone.now(), days).astimezone(VIETNAM).date()
    return datetime.combine(day, time.fromisoformat(at), VIETNAM)
