"""How each service of the link is doing: whether it answers, at what pace it is called, and what went wrong of late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Max
from django.utils import timezone

from portal.national import kinds, services
from portal.national.asking import CODE, OUTCOME, SERVICE, WITHIN
from portal.national.log import Exchange
from portal.national.pace import ServiceState
from portal.national.services import Service

A_DAY_AGO = "24h"
A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(hours=24)
LAST_GOOD = """
    SELECT wanted.service, (
        SELECT started_at FROM national_exchange line
        WHERE line.service >= wanted.service AND line.service <= wanted.service AND outcome = 'ok'
        ORDER BY line.service, line.id DESC LIMIT 1
    ) FROM unnest(%s::text[]) wanted (service)
"""
"""Of each service from its newest line back to the first good one. An equality would let the planner walk back through
the lines of all services."""


@dataclass(frozen=True)
class Standing:
    """``good_at``: when the last exchange with a good answer began. ``minute``: calls that began within the last one.
    ``resting_until``: its breaker is open; ``is_tried`` when its time is over and the next call will tell."""

    service: Service
    good_at: datetime | None
    minute: int
    failures: int = 0
    resting_until: datetime | None = None
    is_tried: bool = False

    @property
    def is_called(self) -> bool:
        """By us: only then there is a breaker and a pace."""
        return self.service.direction == Exchange.Direction.OUT

    @property
    def is_resting(self) -> bool:
        return self.resting_until is not None or self.is_tried


@dataclass(frozen=True)
class Trouble:
    """One kind of what went wrong with one service, how often, and when last."""

    service: Service
    outcome: str
    code: str
    number: int
    last_at: datetime

    @property
    def meaning(self) -> kinds.Words:
        return kinds.meaning(self.service.direction, self.outcome, self.code)

    @property
    def outcome_label(self) -> kinds.Words:
        return Exchange.Outcome(self.outcome).label

    @property
    def parameters(self) -> dict[str, str]:
        """Of the address at which the log shows these."""
        asked = {SERVICE: self.service.name, OUTCOME: self.outcome, CODE: self.code, WITHIN: A_DAY_AGO}
        return {name: value for name, value in asked.items() if value}


def standings(now: datetime | None = None) -> list[Standing]:
    """Every service with a line in the log, those we call first."""
    now = now or timezone.now()
    known = services.known()
    names = [one.name for one in known]
    good, minute, states = _last_good(names), _begun_since(now - A_MINUTE), ServiceState.objects.in_bulk(names)
    return [
        Standing(one, good[one.name], minute.get(one.name, 0), **_breaker(states.get(one.name), now)) for one in known
    ]


def _breaker(state: ServiceState | None, now: datetime) -> dict[str, Any]:
    if state is None:
        return {}
    until = state.open_until
    rests = until is not None and until > now
    return {
        "failures": state.failures,
        "resting_until": until if rests else None,
        "is_tried": until is not None and not rests,
    }


def _last_good(names: Sequence[str]) -> dict[str, datetime | None]:
    with connection.cursor() as cursor:
        cursor.execute(LAST_GOOD, [list(names)])
        return dict(cursor.fetchall())


def _begun_since(moment: datetime) -> dict[str, int]:
    begun = Exchange.objects.filter(started_at__gte=moment).order_by()
    return dict(begun.values_list("service").annotate(number=Count("pk")))


def troubles(now: datetime | None = None) -> list[Trouble]:
    """What went wrong within the last day, the most frequent first."""
    since = (now or timezone.now()) - A_DAY
    wrong = Exchange.objects.in_trouble().filter(started_at__gte=since).order_by()
    grouped = wrong.values_list("service", "direction", "outcome", "code").annotate(Count("pk"), Max("started_at"))
    found = [Trouble(Service(name, direction), *rest) for name, direction, *rest in grouped]
    return sorted(found, key=lambda one: (-one.number, one.service.name, one.code))
