"""Ordering the province: its people and a job for each lane, once."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dossiers.province import cast, catalogue
from dossiers.province.data import told
from dossiers.province.tasks import make_province
from dossiers.province.work import PROVINCE, office
from portal import jobs
from portal.jobs import Job
from portal.wake import wake

LANES = 2


def seed() -> str:
    """Order the work, or say how far it is. Safe to repeat."""
    if not settings.PROVINCE:
        return "none wanted"
    if cast.is_there():
        return how_far()
    order(settings.PROVINCE)
    return f"{settings.PROVINCE} dossiers are made in the background from now on"


def how_far() -> str:
    """Work that was broken off is gone on with at once, not only at the next beat; of what is done, how long it
    took."""
    rows = list(Job.objects.filter(kind=PROVINCE))
    for job in rows:
        if job.is_open:
            wake(make_province, job.pk)
    ended = [job.ended_at for job in rows if job.ended_at]
    number = sum(job.done for job in rows)
    if not rows or len(ended) < len(rows):
        return f"{number} of {sum(job.total or 0 for job in rows)} dossiers" if rows else "there already"
    seconds = (max(ended) - min(job.created_at for job in rows)).total_seconds()
    return f"{number} dossiers are there, made in {seconds:.0f} s"


@transaction.atomic
def order(size: int, until: datetime | None = None) -> list[Job]:
    """The present is ``until``, now if none; nothing will lie after it."""
    until = until or timezone.now()
    chosen = int(told()["random"])
    cast.make(catalogue.scene(office(until)), chosen)
    known: dict[str, Any] = {"size": size, "seed": chosen, "until": until.isoformat(), "lanes": LANES}
    return [jobs.start(PROVINCE, make_province, by=None, lane=lane, **known) for lane in range(LANES)]
