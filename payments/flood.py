"""Messages that are not genuine: a few of each hour are kept to be looked at, the others only counted (PA-18).

What is genuine never comes here, whatever else comes from where it came from.
"""

import zlib
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from payments.models import RefusedCount

PLACES = 64
"""Sources are counted together in so many places, so that a crowd of them makes no more rows than a few."""

KEPT_EACH_HOUR = 10
"""Of one place and provider."""

LONGEST_KEPT = 4 * 1024
"""Bytes of such a message that are kept."""

REMEMBERED = timedelta(days=90)
COUNT = """
INSERT INTO payments_refusedcount AS counted (provider, hour, place, number) VALUES (%s, %s, %s, 1)
ON CONFLICT (provider, hour, place) DO UPDATE SET number = counted.number + 1 RETURNING number
"""


def place_of(source: str) -> int:
    return zlib.crc32(source.encode()) % PLACES


def is_kept(provider: str, source: str, at: datetime) -> bool:
    """Count one more from there; whether it is among those that are kept."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [provider, hour, place_of(source)])
        return bool(cursor.fetchone()[0] <= KEPT_EACH_HOUR)


def forget() -> None:
    RefusedCount.objects.filter(hour__lt=timezone.now() - REMEMBERED).delete()
