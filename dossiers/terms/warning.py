"""Warnings that a deadline is near: when most of the time is used and on the last working day, each once for a due date
(features §1 no 29)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils import timezone

from dossiers import clock
from dossiers.models import Dossier, Status, TermWarning
from portal.accounts.models import User

RUNNING = (Status.RECEIVED, Status.IN_PROCESS)
MOST = 80
"""Hundredths of the time, from which the page's meter warns too."""

Kind = TermWarning.Kind


def of(user: User) -> QuerySet[TermWarning]:
    """What the desk shows: warnings of running dossiers' present due dates, the nearest first."""
    reached = Dossier.objects.reached_by(user).filter(status__in=RUNNING)
    present = TermWarning.objects.filter(dossier__in=reached, due_at=F("dossier__due_at"))
    return present.select_related("dossier__edition", "dossier__agency").order_by("due_at", "pk")


def warn(now: datetime | None = None) -> int:
    """Write what is due of all running dossiers. Returns how many. Safe to repeat and to be killed."""
    now = now or timezone.now()
    running = Dossier.objects.filter(status__in=RUNNING, due_at__isnull=False)
    warned = TermWarning.objects.filter(kind=Kind.LAST_DAY, due_at=F("dossier__due_at")).values("dossier")
    waiting = running.exclude(pk__in=warned).select_related("case__edition")
    return sum(_write(dossier, kind, now) for dossier in waiting.iterator() for kind in due(dossier, now))


def due(dossier: Dossier, now: datetime) -> Iterator[TermWarning.Kind]:
    """Which warnings its present date has deserved by ``now``."""
    if dossier.due_at is None:
        return
    if timezone.localdate(now) >= timezone.localdate(dossier.due_at):
        yield Kind.LAST_DAY
    found = clock.clock(dossier, now)
    if found is not None and found.use.percent >= MOST:
        yield Kind.MOST_USED


def _write(dossier: Dossier, kind: TermWarning.Kind, now: datetime) -> bool:
    """Whether it is new."""
    assert dossier.due_at is not None  # noqa: S101
    _row, is_new = TermWarning.objects.get_or_create(
        dossier=dossier, kind=kind, due_at=dossier.due_at, defaults={"at": now}
    )
    return is_new
