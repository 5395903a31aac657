"""Figures of the whole province written down when a day is over: what keeps no history of its own, and what is dear to
count. What is written stays, and is what counting the day anew would give."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from reports.figures import FIGURES
from reports.figures.base import Figure, Value
from reports.models import DayFigure
from reports.scope import Scope, end_of

MOST_DAYS = 400
"""A portal that stood still does not count back for ever."""


def measure(figure: Figure, scope: Scope) -> Value | None:
    """The figure; of a day that is over what was written down, where it was."""
    if figure.is_whole:
        scope = replace(scope, agencies=None)
    if figure.is_kept and scope.agencies is None and scope.is_over:
        found = DayFigure.objects.filter(figure=figure.key, day=scope.on).first()
        if found is not None:
            return Value(found.number, found.of, dict(found.parts))
    return figure.count(scope)


def keep(today: date | None = None) -> int:
    """Write down the days that are over since the last one written. Returns how many figures; safe to repeat."""
    wanted = [(figure, day) for figure in FIGURES.values() if figure.is_kept for day in _missing(figure, today)]
    values = ((figure, day, figure.count(_ended(day, today))) for figure, day in wanted)
    rows = [_row(figure, day, value) for figure, day, value in values if value is not None]
    return len(DayFigure.objects.bulk_create(rows, ignore_conflicts=True))


def _ended(day: date, today: date | None) -> Scope:
    """The day that has just ended is still as it was; of those before, what keeps no history knows nothing."""
    is_last = day == (today or timezone.localdate()) - timedelta(days=1)
    return Scope(day, now=end_of(day)) if is_last else Scope(day)


def _row(figure: Figure, day: date, value: Value) -> DayFigure:
    return DayFigure(figure=figure.key, day=day, number=value.number, of=value.of, parts=list(value.parts.items()))


def _missing(figure: Figure, today: date | None) -> Iterator[date]:
    end = (today or timezone.localdate()) - timedelta(days=1)
    last = DayFigure.objects.filter(figure=figure.key).aggregate(last=Max("day"))["last"]
    day = max(last + timedelta(days=1) if last else end, end - timedelta(days=MOST_DAYS))
    while day <= end:
        yield day
        day += timedelta(days=1)
