"""How far a job with old dossiers is, in the figures people ask for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from dossiers.backfill.models import OldDossier
from dossiers.backfill.work import CREATED, KNOWN, OWED, REFUSED
from portal.jobs import Job


@dataclass(frozen=True)
class Progress:
    read: int
    created: int
    known: int
    refused: int
    owed: int
    sent: int
    per_minute: int | None
    """Acknowledged by the nation a minute since owing began; ``None`` before."""

    left: timedelta | None
    """Until all are acknowledged, at that rate."""

    @property
    def minutes_left(self) -> int | None:
        """Rounded up."""
        return -(-round(self.left.total_seconds()) // 60) if self.left else None


def of(job: Job) -> Progress:
    counts = job.counts
    sent = OldDossier.objects.filter(job=job, dossier__nation_knows_since__isnull=False).count()
    rate = _rate(job, sent)
    waiting = counts.get(CREATED, 0) - sent
    return Progress(
        read=job.position.get("rows", 0), created=counts.get(CREATED, 0), known=counts.get(KNOWN, 0),
        refused=counts.get(REFUSED, 0), owed=counts.get(OWED, 0), sent=sent,
        per_minute=round(rate * 60) if rate else None,
        left=timedelta(seconds=round(waiting / rate)) if rate and waiting else None,
    )  # fmt: skip


def _rate(job: Job, sent: int) -> float | None:
    """Dossiers a second."""
    since = job.position.get("owing_since")
    if not since or not sent:
        return None
    until = job.ended_at or timezone.now()
    return sent / max((until - datetime.fromisoformat(since)).total_seconds(), 1)
