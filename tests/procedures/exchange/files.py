"""Exports, imports and their reports, as long work run to its end in this process."""

from collections import Counter
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from portal import jobs
from portal.files.storage import open_stored, store
from portal.jobs import Job
from procedures.exchange.work import EXPORT, IMPORT, TRIAL
from procedures.tasks import run_jobs
from procedures.work import KINDS

ALL = {"q": "", "level": None, "field": None, "which": "in_force"}


def done(job: Job) -> Job:
    """Slice after slice until nothing is left."""
    while jobs.run(KINDS, job.pk):
        pass
    job.refresh_from_db()
    return job


def exported(form: str = "json", **filters: Any) -> bytes:
    job = done(jobs.start(EXPORT, run_jobs, by=None, **(ALL | filters | {"form": form})))
    assert job.state == Job.State.DONE, job.said
    with open_stored(job.result) as file:
        return file.read()


def ordered(content: bytes, kind: str = IMPORT) -> Job:
    source = store(SimpleUploadedFile("tep", content, "application/octet-stream"), by=None)
    return jobs.start(kind, run_jobs, by=None, source=source)


def imported(content: bytes, kind: str = IMPORT) -> Job:
    return done(ordered(content, kind))


def tried(content: bytes) -> Job:
    return imported(content, TRIAL)


def outcomes(job: Job) -> Counter[str]:
    return Counter(job.counts)


def report(job: Job) -> list[tuple[str, str, str, str]]:
    return [(line.subject, line.outcome, line.place, line.message) for line in job.lines.all()]
