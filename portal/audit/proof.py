"""Whether the audit is as it was written: every chain, line by line, and the roots of its days.

Recomputed by statements of our own, never by the function that wrote the lines. A day's root is chained to the one
before and kept in a file outside the database, by default under ``var/``: put it on another host.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Min
from django.utils import timezone

from portal.audit.models import AuditLine
from portal.audit.watching import SAID

BROKEN = f"""
SELECT id FROM (
    SELECT id, hash, number,
           encode(sha256(convert_to(coalesce(lag(hash) OVER of_chain, '') || {SAID}, 'UTF8')), 'hex') AS right_hash,
           row_number() OVER of_chain AS right_number
    FROM portal_auditline WINDOW of_chain AS (PARTITION BY chain ORDER BY number, id)
) AS line WHERE hash <> right_hash OR number <> right_number ORDER BY id LIMIT 1
"""  # noqa: S608  (our own words only)
HEADLESS = """
SELECT head.chain FROM portal_audithead head
LEFT JOIN portal_auditline line ON line.chain = head.chain AND line.number = head.number AND line.hash = head.hash
WHERE line.id IS NULL ORDER BY head.chain LIMIT 1
"""
OF_DAY = """
SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(hash, '' ORDER BY id), ''), 'UTF8')), 'hex')
FROM portal_auditline WHERE at >= %s AND at < %s
"""


@dataclass(frozen=True)
class Root:
    """What all lines of a day come to, with the root of the day before."""

    day: date
    lines: int
    root: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.lines} {self.root}"


def first_broken_line() -> AuditLine | None:
    """The first line, in the order of writing, that does not follow from the one before it."""
    with connection.cursor() as cursor:
        cursor.execute(BROKEN)
        found = cursor.fetchone()
    return AuditLine.objects.get(pk=found[0]) if found else None


def first_cut_chain() -> str | None:
    """A chain whose last line is not there any more."""
    with connection.cursor() as cursor:
        cursor.execute(HEADLESS)
        found = cursor.fetchone()
    return str(found[0]) if found else None


def root_of(day: date, previous: str) -> Root:
    begins = datetime.combine(day, datetime.min.time(), timezone.get_default_timezone())
    with connection.cursor() as cursor:
        cursor.execute(OF_DAY, [begins, begins + timedelta(days=1)])
        lines, said = cursor.fetchone()
    words = f"{previous}|{day.isoformat()}|{lines}|{said}"
    return Root(day, lines, hashlib.sha256(words.encode()).hexdigest())


def kept_roots() -> list[Root]:
    """Those of the file, the oldest first."""
    path = Path(settings.AUDIT_ROOTS)
    return [_read(line) for line in path.read_text().splitlines()] if path.exists() else []


def _read(line: str) -> Root:
    day, lines, root = line.split()
    return Root(date.fromisoformat(day), int(lines), root)


def keep_roots(until: date) -> int:
    """Add the roots of the whole days before ``until`` that the file has not. Two at once do not add one twice."""
    path = Path(settings.AUDIT_ROOTS)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        added = list(_missing(kept_roots(), until))
        file.writelines(f"{root}\n" for root in added)
        file.flush()
        os.fsync(file.fileno())
    return len(added)


def _missing(kept: list[Root], until: date) -> Iterator[Root]:
    day = kept[-1].day + timedelta(days=1) if kept else _first_day()
    previous = kept[-1].root if kept else ""
    while day is not None and day < until:
        found = root_of(day, previous)
        yield found
        previous, day = found.root, day + timedelta(days=1)


def _first_day() -> date | None:
    first = AuditLine.objects.aggregate(first=Min("at"))["first"]
    return timezone.localdate(first) if first else None


def first_changed_day() -> date | None:
    """The first day whose lines are no longer those the file was told of."""
    previous = ""
    for kept in kept_roots():
        if root_of(kept.day, previous) != kept:
            return kept.day
        previous = kept.root
    return None
