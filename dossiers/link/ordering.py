"""Ordering one decision about everything a list shows."""

from django.db import transaction

from dossiers.link.choosing import Chosen
from dossiers.link.tasks import run_link_jobs
from dossiers.link.work import LINK, PART
from portal import jobs
from portal.accounts.models import User
from portal.jobs import Job, JobPart


def order(chosen: Chosen, what: str, by: User, ground: str) -> Job:
    """About the dossiers that ``chosen`` means now; ``ground`` is kept with each."""
    subjects = sorted(set(chosen.messages().values_list("subject", flat=True)))
    with transaction.atomic():
        job = jobs.start(LINK, run_link_jobs, by=by, what=what, ground=ground, chosen=chosen.parameters())
        parts = [subjects[start : start + PART] for start in range(0, len(subjects), PART)]
        JobPart.objects.bulk_create(JobPart(job=job, number=at, content=part) for at, part in enumerate(parts))
        job.total = len(subjects)
        job.save(update_fields=["total"])
    return job
