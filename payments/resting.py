"""A provider that does not answer is left alone for a while, so that nobody waits for it in vain (PA-12).

After ``PATIENCE`` failures in a row nobody is sent there for ``REST``; then one may try again, the others not before it
has an answer. What follows for citizens: the page says so at once and offers the other ways.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from payments.models import Rest
from payments.providers.base import Unavailable

PATIENCE = 3
REST = timedelta(seconds=60)
FAILED = """
INSERT INTO payments_rest AS rest (provider, failures) VALUES (%s, 1)
ON CONFLICT (provider) DO UPDATE SET failures = rest.failures + 1,
    until = CASE WHEN rest.failures + 1 >= %s THEN %s ELSE rest.until END
"""


class Resting(Unavailable):
    """It has not answered several times just now: nobody was sent there."""


def resting(now: datetime) -> frozenset[str]:
    """Names of providers that nobody is sent to now."""
    return frozenset(Rest.objects.filter(until__gt=now).values_list("provider", flat=True))


def ask_leave(provider: str) -> None:
    """Before a call. When a rest is over one caller goes first: the rest is prolonged for all others. Raises
    ``Resting``."""
    now = timezone.now()
    weary = Rest.objects.filter(provider=provider, failures__gte=PATIENCE)
    if not weary.exists():
        return
    if not weary.filter(Q(until__isnull=True) | Q(until__lte=now)).update(until=now + REST):
        raise Resting(provider)


def failed(provider: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FAILED, [provider, PATIENCE, timezone.now() + REST])


def answered(provider: str) -> None:
    """It is there: whatever was before is forgotten."""
    Rest.objects.filter(provider=provider).exclude(failures=0).update(failures=0, until=None)
