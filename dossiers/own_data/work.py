"""A copy as long work: made, handed out for a week, forgotten."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.models import CopyEvent
from dossiers.own_data import package
from portal import jobs
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.jobs import Job, Slice
from portal.jobs.files import finish, written
from portal.jobs.models import JobQuerySet

COPY = "own-data"
KEPT = timedelta(days=7)
What = CopyEvent.What


def copies_of(person: User) -> JobQuerySet:
    """Under way, failed, or made within a week: the newest first."""
    fresh = Job.objects.filter(kind=COPY, started_by=person).exclude(ended_at__lt=timezone.now() - KEPT)
    return fresh.select_related("result").order_by("-pk")


def make(part: Slice) -> None:
    """The whole ZIP in one slice: written beside the store, then kept by the step that ends the job."""
    person = part.job.started_by
    assert person is not None  # noqa: S101  (for the type checker; ``ask`` sees to it)
    name = f"du-lieu-cua-toi-{timezone.localdate():%Y-%m-%d}.zip"
    made = written(name, "application/zip", lambda out: package.write(out, person, part.keep))
    with made as upload, part.step() as job:
        finish(job, upload)  # of files that the scanner has passed; a ZIP is larger than it takes
        note(job, What.MADE)


@transaction.atomic
def forget() -> int:
    """Delete copies older than a week; the sweeper then removes the bytes. Returns how many."""
    old = list(Job.objects.filter(kind=COPY, ended_at__lt=timezone.now() - KEPT))
    files = [job.result_id for job in old if job.result_id]
    for job in old:
        note(job, What.DELETED)
    Job.objects.filter(pk__in=[job.pk for job in old]).delete()
    StoredFile.objects.filter(pk__in=files).delete()
    return len(old)


def note(job: Job, what: CopyEvent.What) -> None:
    """In the trail, which stays."""
    CopyEvent.objects.create(copy=job.uuid, person_id=job.started_by_id, what=what)  # type: ignore[misc]


KINDS = {COPY: jobs.Kind(_("Copy of my data"), make, {})}
