"""How fast the nation is called, and when it is left in peace: one small row per service, shared by all processes.

In PostgreSQL, not in Redis: the portal works with Redis stopped. Called outside any transaction, or the row would be
held for as long as that lasts.
"""

import time
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, models
from django.db.models.functions import Now

from portal.national.line import HeldBack


class ServiceState(models.Model):
    """Of one service: the next free turn, how many calls in a row got no answer, and until when it is left alone."""

    service = models.CharField(max_length=60, primary_key=True)
    next_turn_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    open_until = models.DateTimeField(null=True, help_text="the breaker: until then nobody calls")

    def __str__(self) -> str:
        return self.service


TURN = """
INSERT INTO national_servicestate AS state (service, next_turn_at, failures)
VALUES (%(service)s, clock_timestamp() + %(gap)s * interval '1 second', 0)
ON CONFLICT (service) DO UPDATE SET
    next_turn_at = greatest(state.next_turn_at, clock_timestamp()) + %(gap)s * interval '1 second',
    open_until = clock_timestamp() + %(probe)s * interval '1 second' + (state.open_until - state.open_until)
WHERE (state.open_until IS NULL OR state.open_until <= clock_timestamp())
    AND state.next_turn_at <= clock_timestamp() + %(wait)s * interval '1 second'
RETURNING extract(epoch FROM next_turn_at - clock_timestamp()) - %(gap)s
"""
"""Adding nothing to what is NULL leaves it NULL: a closed breaker stays closed, of an open one whose time is over the
first to come moves the end on, and so is the only one to try."""

GOT_THROUGH = """
UPDATE national_servicestate SET failures = 0, open_until = NULL
WHERE service = %(service)s AND (failures > 0 OR open_until IS NOT NULL)
"""
FAILED = """
UPDATE national_servicestate SET failures = failures + 1, open_until = CASE WHEN failures + 1 >= %(patience)s
    THEN clock_timestamp() + least(%(longest)s, power(2, least(failures + 1 - %(patience)s, 20)))
        * interval '1 second' END
WHERE service = %(service)s
"""


@dataclass(frozen=True)
class Pace:
    """Calls a second of one service at most; failures in a row after which it is left alone, at first for a second,
    then twice as long each time up to ``longest`` seconds; seconds somebody waits for a turn, and one try may take."""

    a_second: float
    patience: int
    longest: float
    wait: float
    probe: float


def take_turn(service: str, pace: Pace) -> None:
    """Wait until ``service`` may be called. Raises ``HeldBack`` where it may not."""
    values: dict[str, str | float] = {
        "service": service,
        "gap": 1 / pace.a_second,
        "probe": pace.probe,
        "wait": pace.wait,
    }
    with connection.cursor() as cursor:
        cursor.execute(TURN, values)
        turn = cursor.fetchone()
    if turn is None:
        raise HeldBack(f"{service} is left alone for now", "held_back")
    time.sleep(max(float(turn[0]), 0))


def got_through(service: str) -> None:
    """The nation answered, be it with a refusal."""
    with connection.cursor() as cursor:
        cursor.execute(GOT_THROUGH, {"service": service})


def failed(service: str, pace: Pace) -> None:
    """No answer that could be read."""
    with connection.cursor() as cursor:
        cursor.execute(FAILED, {"service": service, "patience": pace.patience, "longest": pace.longest})


def left_alone_until(*services: str) -> datetime | None:
    """Until when the longest open breaker of ``services`` stays open, ``None`` where all are closed or over."""
    still = ServiceState.objects.filter(service__in=services, open_until__gt=Now())
    found: datetime | None = still.aggregate(until=models.Max("open_until"))["until"]
    return found


def settled() -> Pace:
    national = settings.NATIONAL
    return Pace(
        a_second=national.calls_a_second,
        patience=national.patience,
        longest=national.longest_rest,
        wait=national.timeout,
        probe=2 * national.timeout,
    )
