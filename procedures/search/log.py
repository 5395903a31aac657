"""What readers look for, counted by day and words: nothing about who asked, nothing that may be about a person."""

import re
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from portal.vietnamese import findable
from procedures.models import AskedQuery

PERSONAL = re.compile(r"\d[\d .\-]{6,}\d|@")
"""Long numbers and addresses: identity cards, telephones, e-mail. Such queries are not kept."""

KEPT = timedelta(days=396)
LONGEST = 120


def note(typed: str, found: int) -> int | None:
    """Count a query; gives the key under which an opened procedure is counted, nothing for one that is not kept.

    The reader does not wait for the disk: a power cut takes less than a second of counting.
    """
    words = findable(typed)[:LONGEST]
    if len(words) < 2 or PERSONAL.search(typed):
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procedures_askedquery (day, words, found, asked, opened) "
            "SELECT %s, %s, %s, 1, 0 FROM set_config('synchronous_commit', 'off', true) "
            "ON CONFLICT (day, words) DO UPDATE SET asked = procedures_askedquery.asked + 1, found = EXCLUDED.found "
            "RETURNING id",
            [timezone.localdate(), words, found],
        )
        return int(cursor.fetchone()[0])


def note_opened(key: str) -> None:
    """One of its results was opened. Anything may come from the address; what is no key of today or yesterday does
    nothing."""
    if not (key.isascii() and key.isdigit() and len(key) < 16):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procedures_askedquery SET opened = least(opened + 1, asked) "
            "FROM set_config('synchronous_commit', 'off', true) WHERE id = %s AND day >= %s",
            [int(key), timezone.localdate() - timedelta(days=1)],
        )


def forget() -> int:
    """Remove what is older than thirteen months. Gives how many."""
    return AskedQuery.objects.filter(day__lt=timezone.localdate() - KEPT).delete()[0]
