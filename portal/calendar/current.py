"""The calendar administrators keep, as the arithmetic wants it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

from portal.calendar.models import WorkDay, WorkingHours
from portal.calendar.week import OfficeHours, WorkCalendar

FINGERPRINT = """
    SELECT (SELECT md5(string_agg(concat_ws('|', date, kind), ',' ORDER BY date)) FROM calendar_workday),
           (SELECT md5(string_agg(concat_ws('|', weekday, starts_at, ends_at, valid_from, valid_to), ',' ORDER BY id))
              FROM calendar_workinghours)
"""

_lock = threading.Lock()
_kept: tuple[tuple[str, str], WorkCalendar] | None = None
_held: ContextVar[list[WorkCalendar] | None] = ContextVar("calendar held", default=None)


@contextmanager
def one_calendar() -> Iterator[None]:
    """What happens within is one act and counts by one calendar, which is asked for once. Also a decorator."""
    if _held.get() is not None:
        yield
        return
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def work_calendar() -> WorkCalendar:
    """The calendar as it stands now.

    Kept per process; whether it still holds is asked of the database with one query over about two hundred short rows,
    so that a swap announced today counts today in every process.
    """
    held = _held.get()
    if held:
        return held[0]
    found = _as_it_stands()
    if held is not None:
        held.append(found)
    return found


def _as_it_stands() -> WorkCalendar:
    global _kept
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINT)
        fingerprint = cursor.fetchone()
    with _lock:
        if _kept is None or _kept[0] != fingerprint:
            _kept = (fingerprint, _load())
        return _kept[1]


def _load() -> WorkCalendar:
    days = list(WorkDay.objects.values_list("date", "kind"))
    return WorkCalendar(
        holidays=frozenset(day for day, kind in days if kind == WorkDay.Kind.HOLIDAY),
        makeup=frozenset(day for day, kind in days if kind == WorkDay.Kind.MAKEUP),
        hours=tuple(
            OfficeHours(
                hours.weekday,
                hours.starts_at,
                hours.ends_at,
                hours.valid_from,
                hours.valid_to,
            )
            for hours in WorkingHours.objects.all()
        ),
    )
