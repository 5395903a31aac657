"""Exports, imports and their reports, as long work run to its end in this process."""

import hashlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from portal import jobs
from portal.files.storage import open_stored, store
from portal.jobs import Job
from procedures.exchange.work import EXPORT, IMPORT, TRIAL
from procedures.models import PARTS, DecisionLine, Edition, Field, Procedure
from procedures.tasks import run_jobs
from procedures.work import KINDS

ALL = {"q": "", "level": None, "field": None, "which": "in_force"}
CONCERNED = (Field, Procedure, Edition, *PARTS, DecisionLine)
"""Every table an import writes, or might."""


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


def ordered(content: bytes, kind: str = IMPORT, **values: Any) -> Job:
    source = store(SimpleUploadedFile("tep", content, "application/octet-stream"), by=None)
    return jobs.start(kind, run_jobs, by=None, source=source, **values)


def imported(content: bytes, kind: str = IMPORT) -> Job:
    return done(ordered(content, kind))


def tried(content: bytes) -> Job:
    return imported(content, TRIAL)


def report(job: Job) -> list[tuple[str, str, str, str]]:
    """Procedure, outcome, place in the file and reason of each line."""
    return [(line.subject, line.outcome, line.place, line.message) for line in job.lines.all()]


def reasons(job: Job) -> list[str]:
    return [line.message for line in job.lines.all()]


def digest_of_database() -> str:
    """Over every column of every row of ``CONCERNED``."""
    rows = [row for model in CONCERNED for row in model._default_manager.order_by("pk").values_list()]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def edited(workbook: bytes, change: Callable[[Workbook], None]) -> bytes:
    """``workbook`` opened, changed and saved again, as a spreadsheet program does."""
    book = load_workbook(BytesIO(workbook))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cell(book: Workbook, sheet: str, key: str, row: int = 3) -> Any:
    """That of the column with ``key``; the first row of content is the third."""
    page = book[sheet]
    keys = [found.value for found in page[2]]
    return page.cell(row, keys.index(key) + 1)


def with_cell(workbook: bytes, sheet: str, key: str, value: Any, row: int = 3) -> bytes:
    def change(book: Workbook) -> None:
        cell(book, sheet, key, row).value = value

    return edited(workbook, change)
