"""Warnings that a deadline is near: when most of the time is used and on the last working day, each once for a due date
(features §1 no 29)."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.utils import timezone

from dossiers import clock
from dossiers.models import Dossier, Status, TermWarning
from portal.accounts.models import User

RUNNING = (Status.RECEIVED, Status.IN_PROCESS)
MOST = 80
"""Hundredths of the time, from which the page's meter warns too."""

EARLIEST = 0.85
"""Of the days between reception and the date so many may be left when most working hours are used (Tết before the last
day): a coarse sieve for the database, the clock decides."""

Kind = TermWarning.Kind


def of(user: User) -> QuerySet[TermWarning]:
    """What the desk shows: warnings of running dossiers' present due dates, the nearest first."""
    reached = Dossier.objects.reached_by(user).filter(status__in=RUNNING)
    present = TermWarning.objects.filter(dossier__in=reached, due_at=F("dossier__due_at"))
    return present.select_related("dossier__edition", "dossier__agency").order_by("due_at", "pk")


def warn(now: datetime | None = None) -> int:
    """Write what is due of all running dossiers. Returns how many. Safe to repeat and to be killed."""
    now = now or timezone.now()
    last_day = _unwarned(Kind.LAST_DAY).filter(due_at__lt=_midnight(now))
    most_left = ExpressionWrapper(now + EARLIEST * (F("due_at") - F("received_at")), output_field=DateTimeField())
    used = _unwarned(Kind.MOST_USED).filter(due_at__lte=most_left)
    return sum(_write(dossier, Kind.LAST_DAY, now) for dossier in last_day.iterator()) + sum(
        _write(dossier, Kind.MOST_USED, now)
        for dossier in used.select_related("case__edition").iterator()
        if _is_mostly_used(dossier, now)
    )


def _unwarned(kind: TermWarning.Kind) -> QuerySet[Dossier]:
    """Running ones whose present date this was not said of."""
    said = TermWarning.objects.filter(dossier=OuterRef("pk"), kind=kind, due_at=OuterRef("due_at"))
    return Dossier.objects.filter(~Exists(said), status__in=RUNNING, due_at__isnull=False).order_by("pk")


def _midnight(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _is_mostly_used(dossier: Dossier, now: datetime) -> bool:
    found = clock.clock(dossier, now)
    return found is not None and found.use.percent >= MOST


def _write(dossier: Dossier, kind: TermWarning.Kind, now: datetime) -> bool:
    """Whether it is new."""
    assert dossier.due_at is not None  # noqa: S101
    _row, is_new = TermWarning.objects.get_or_create(
        dossier=dossier, kind=kind, due_at=dossier.due_at, defaults={"at": now}
    )
    return is_new
