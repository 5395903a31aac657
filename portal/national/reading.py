"""The log read in pages, the newest line first: by where the last page ended, never skipped and never counted through.

However long the log is, a page costs some lines of each service. That holds because the log is written when an exchange
ends: what began within a span of time stands within a span of keys, give or take ``SLACK``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from portal.national import services
from portal.national.log import Exchange

PAGE = 50
SLACK = timedelta(hours=1)
"""Longer than any exchange lasts."""

TROUBLE = {Exchange.Outcome.REFUSED, Exchange.Outcome.UNAVAILABLE}


@dataclass(frozen=True)
class Wanted:
    """Which lines; what is empty means all. ``since`` and ``until``: when the exchange began, ``until`` excluded."""

    direction: str = ""
    service: str = ""
    outcome: str = ""
    code: str = ""
    number: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def lines(self) -> Q:
        exact = {"outcome": self.outcome, "code": self.code, "request_id": self.number}
        wanted = Q(**{name: value for name, value in exact.items() if value})
        if self.code:
            wanted &= ~Q(outcome=Exchange.Outcome.OK)  # a good answer has no code: the index of the others will do
        if self.since is not None:
            wanted &= Q(started_at__gte=self.since, pk__gt=_last_before(self.since - SLACK))
        if self.until is not None:
            wanted &= Q(started_at__lt=self.until)
            after = Exchange.objects.filter(started_at__gte=self.until + SLACK).order_by("started_at")
            first = after.values_list("pk", flat=True).first()
            wanted &= Q(pk__lt=first) if first is not None else Q()
        return wanted

    def services(self) -> list[str] | None:
        """Whose lines: none for those of all."""
        if self.service:
            return [self.service]
        if not self.direction:
            return None
        return [one.name for one in services.known() if one.direction == self.direction]


def _last_before(moment: datetime) -> int:
    before = Exchange.objects.filter(started_at__lt=moment).order_by("-started_at")
    return before.values_list("pk", flat=True).first() or 0


@dataclass(frozen=True)
class Page:
    """``newer`` and ``older``: keys where the pages around this one begin, none where there is none."""

    lines: Sequence[Exchange]
    newer: int | None = None
    older: int | None = None


def page(wanted: Wanted, *, older_than: int | None = None, newer_than: int | None = None) -> Page:
    """The newest lines, or those just before or after a line. Whoever turns back to the beginning gets a whole page."""
    if newer_than is not None:
        keys = _keys(wanted, Q(pk__gt=newer_than), "pk")[::-1]
        if len(keys) > PAGE:
            return _page(keys[1:], newer=keys[1], older=keys[-1])
        older_than = None
    keys = _keys(wanted, Q() if older_than is None else Q(pk__lt=older_than), "-pk")
    shown = keys[:PAGE]
    newer = shown[0] if older_than is not None and shown else None
    return _page(shown, newer=newer, older=shown[-1] if len(keys) > PAGE else None)


def _page(keys: Sequence[int], *, newer: int | None, older: int | None) -> Page:
    return Page(list(Exchange.objects.filter(pk__in=keys).order_by("-pk")), newer, older)


def _keys(wanted: Wanted, beyond: Q, order: str) -> list[int]:
    """One more than a page. What went wrong is seldom and has an index of its own; else each service is read by its
    own and ended early."""
    found = Exchange.objects.filter(wanted.lines() & beyond).order_by(order)
    names = wanted.services()
    if names is None:
        return _first(found)
    if wanted.outcome in TROUBLE:
        return _first(found.filter(service__in=names))
    return _laid_together((_first(found.filter(service=name)) for name in names), order)


def _first(found: QuerySet[Exchange]) -> list[int]:
    return list(found.values_list("pk", flat=True)[: PAGE + 1])


def _laid_together(parts: Iterable[list[int]], order: str) -> list[int]:
    keys = sorted((key for part in parts for key in part), reverse=order.startswith("-"))
    return keys[: PAGE + 1]
