"""The course of a year: months of the calendar that ended or run on the day, oldest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from dossiers.models import NationalMessage
from reports import daily
from reports.figures import FIGURES
from reports.figures.base import Value
from reports.form06 import ONLINE
from reports.models import Passage
from reports.scope import Scope, end_of

SHOWN = 12
SYNCHRONISED = "dong-bo"


@dataclass(frozen=True)
class Month:
    """``synchronised`` is as it stood at its end; of the whole province alone."""

    first: date
    received: int
    online: int
    resolved: int
    in_time: int
    synchronised: Value | None = None

    @property
    def online_percent(self) -> int | None:
        return Value(self.online, self.received).percent

    @property
    def in_time_percent(self) -> int | None:
        return Value(self.in_time, self.resolved).percent


def months(scope: Scope, count: int = SHOWN) -> list[Month]:
    firsts = [scope.on.replace(day=1)]
    while len(firsts) < count:
        firsts.insert(0, (firsts[0] - timedelta(days=1)).replace(day=1))
    received, resolved, owed_since = _received(scope), _resolved(scope), _owed_since(scope)
    return [
        Month(
            first,
            *received.get(first, (0, 0)),
            *resolved.get(first, (0, 0)),
            _synchronised(first, scope) if owed_since and end_of(_last(first)) >= owed_since else None,
        )
        for first in firsts
    ]


def _owed_since(scope: Scope) -> datetime | None:
    """From when anything was owed to the nation; asked of the whole province alone."""
    if scope.agencies is not None:
        return None
    found: datetime | None = NationalMessage.objects.aggregate(first=Min("created_at"))["first"]
    return found


def _last(first: date) -> date:
    """Of the month that begins so."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _received(scope: Scope) -> Mapping[date, tuple[int, int]]:
    return _by_month(scope, "received_at", Q(channel__in=ONLINE))


def _resolved(scope: Scope) -> Mapping[date, tuple[int, int]]:
    return _by_month(scope, "resolved_at", ~Q(outcome=Passage.Outcome.LATE))


def _by_month(scope: Scope, instant: str, some: Q) -> dict[date, tuple[int, int]]:
    """All, and some of them, of each month in which something was."""
    found: Any = Passage.objects.at(scope.at).of(scope.agencies).filter(**{f"{instant}__lte": scope.at}).order_by()
    rows = found.values_list(TruncMonth(instant)).annotate(all=Count("pk"), some=Count("pk", filter=some))
    return {timezone.localdate(month): (all_, part) for month, all_, part in rows}


def _synchronised(first: date, scope: Scope) -> Value | None:
    return daily.measure(FIGURES[SYNCHRONISED], Scope(min(_last(first), scope.on), None, scope.now))
