"""Ordering a batch."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from dossiers.action import Action
from dossiers.batch.tasks import run_batches
from dossiers.batch.work import BATCH
from dossiers.models import Dossier
from portal import jobs
from portal.accounts.models import User
from portal.jobs import Job, JobPart


@transaction.atomic
def order(action: Action, dossiers: Iterable[Dossier], by: User, sent: Mapping[str, list[str]]) -> Job:
    """``sent``: what was typed into the form of ``action``, the same for all; it goes when the job ends."""
    keys = [dossier.pk for dossier in dossiers]
    job = jobs.start(BATCH, run_batches, by=by, act=action.name)
    JobPart.objects.bulk_create(
        JobPart(job=job, number=number, content=content) for number, content in enumerate([dict(sent), *keys])
    )
    job.total = len(keys)
    job.save(update_fields=["total"])
    return job
