"""Long work that counts to ``total``: each number is a line of the report and, at the end, all of them are the file."""

from collections.abc import Callable
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal import jobs
from portal.files.storage import store
from portal.jobs import CannotGoOn, Job, Kind, Slice
from procedures.tasks import run_jobs

NEVER = "The work cannot be done."


def count(part: Slice) -> None:
    """One number a slice, so that a test decides when the next one comes."""
    if part.job.total is None:
        with part.step() as job:
            job.total = job.parameters["total"]
        return
    with part.step() as job:
        job.done += 1
        job.tell("counted", str(job.done))
        if job.done == job.total:
            job.finish(store(SimpleUploadedFile("dem.txt", b"1 2 3"), by=job.started_by))


def refuse(part: Slice) -> None:
    with part.step() as job:
        job.parts.create(number=0, content=[])
    raise CannotGoOn(NEVER)


def stumble(part: Slice) -> None:
    """At the number the job names, however often it is tried."""
    if part.job.done == part.job.parameters["at"]:
        raise ZeroDivisionError
    count(part)


KINDS = {
    "count": Kind("Counting", count, {"counted": "counted"}),
    "refuse": Kind("Refusing", refuse, {}),
    "stumble": Kind("Stumbling", stumble, {"counted": "counted"}),
}


def ordered(kind: str = "count", *, by=None, total: int = 3, **parameters) -> Job:
    """Nobody listens in tests to the task that is woken; slices are run by hand."""
    return jobs.start(kind, run_jobs, by=by, total=total, **parameters)


def run(job: Job, slices: int = 1) -> Job:
    for _ in range(slices):
        jobs.run(KINDS, job.pk)
    job.refresh_from_db()
    return job


def amid(job: Job, act: Callable[[], object]) -> Job:
    """One slice in which ``act`` happens between the worker's taking the job and its next step."""

    def work(part: Slice) -> None:
        act()
        count(part)

    jobs.run({job.kind: Kind("Counting", work, {"counted": "counted"})}, job.pk)
    job.refresh_from_db()
    return job


def expire(job: Job) -> None:
    """The lease or the pause after a stumble is over."""
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))


def numbers(job: Job) -> list[str]:
    return [line.subject for line in job.lines.all()]
