"""Old dossiers as long work (decisions 010 and 030): the file is read and written down row by row, then what was
written is owed to the nation, some at a time and only while today's changes do not wait.

A step is one transaction over rows, report and place, so a killed worker repeats none. The file is private and gone
when all its rows are read.
"""

import csv
import io
import itertools
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.backfill import owing
from dossiers.backfill.models import OldDossier
from dossiers.backfill.places import Directory
from dossiers.backfill.reading import LINES, MEDIA, XLSX, Row, form_of, rows
from dossiers.backfill.taking import Taken, take
from portal.files.models import StoredFile
from portal.files.storage import open_stored, path_of, store
from portal.jobs import Job, Kind, Slice
from portal.sheets import harmless

BACKFILL = "backfill"
A_STEP = 100
RESTS = 3.0
"""Seconds after which it is looked again whether the nation has room."""

CREATED, KNOWN, REFUSED, OWED = "created", "known", "refused", "owed"


def work(part: Slice) -> None:
    if part.job.source is not None:
        _read(part)
    elif not part.is_over:
        _owe(part)


# --- Reading ----------------------------------------------------------------------------------------
def _read(part: Slice) -> None:
    """Goes on behind the last row that was written down."""
    _unfold(part)
    directory, now = Directory(), timezone.now()
    with _opened(part.job) as found:
        left = itertools.islice(found, part.job.position.get("rows", 0), None)
        while not part.is_over:
            some = list(itertools.islice(left, A_STEP))
            with part.step() as job:
                first = job.position.get("rows", 0) + 1
                _note(job, take(job, first, some, directory, now), len(some))
            if len(some) < A_STEP:
                _read_through(part)
                return


@contextmanager
def _opened(job: Job) -> Iterator[Iterator[Row]]:
    with open_stored(_source(job)) as file:
        yield rows(file)


def _source(job: Job) -> StoredFile:
    if job.source is None:
        raise AssertionError("the file has been read")
    return job.source


def _note(job: Job, taken: Taken, number: int) -> None:
    for outcome, count in ((CREATED, taken.created), (KNOWN, taken.known)):
        if count:
            job.counts[outcome] = job.counts.get(outcome, 0) + count
    for row, fault in taken.faults:
        job.tell(REFUSED, str(row), fault.said, place=fault.column)
    job.done += number
    job.position = {**job.position, "rows": job.position.get("rows", 0) + number}


def _unfold(part: Slice) -> None:
    """Count the rows, once; a workbook becomes JSON lines, which can be gone on with in the middle."""
    if part.job.total is not None:
        return
    old = _source(part.job)
    with open_stored(old) as file:
        is_book = form_of(file.read(64)) == XLSX
    with _opened(part.job) as found, TemporaryUploadedFile("ho-so-cu.jsonl", MEDIA[LINES], 0, None) as out:
        number = _copied(part, found, out.file if is_book else None)
        with part.step() as job:
            job.total = number * 2
            if is_book:
                out.seek(0)
                job.source = store(out, by=job.started_by)
                job.save(update_fields=["source"])
                forget(old)


def _copied(part: Slice, found: Iterator[Row], out: IO[bytes] | None) -> int:
    """How many rows there are; each is written to ``out`` where given."""
    number, kept = 0, time.monotonic()
    for row in found:
        number += 1
        if out is not None:
            out.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
        if time.monotonic() - kept > 5:
            part.keep()
            kept = time.monotonic()
    return number


def _read_through(part: Slice) -> None:
    """The file has served; what it refused is kept as a list without anything personal."""
    with part.step() as job:
        old = _source(job)
        job.source, job.result = None, _report(job)
        job.total = job.done + job.counts.get(CREATED, 0)
        job.position = {**job.position, "owing_since": timezone.now().isoformat()}
        job.save(update_fields=["source", "result"])
        forget(old)


def _report(job: Job) -> StoredFile | None:
    lines = list(job.lines.filter(outcome=REFUSED))
    if not lines:
        return None
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["Dòng", "Cột", "Lý do"])
    table.writerows([harmless(line.subject), harmless(line.place), harmless(line.message)] for line in lines)
    name = f"ho-so-cu-bi-tu-choi-{timezone.localdate():%Y-%m-%d}.csv"
    return store(SimpleUploadedFile(name, ("\ufeff" + out.getvalue()).encode(), "text/csv"), by=job.started_by)


def forget(stored: StoredFile) -> None:
    """The row with the transaction, the bytes right after it."""
    path = path_of(stored.uuid)
    stored.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def forget_files() -> int:
    """Those of jobs that were stopped, or can never go on. How many."""
    ended = Job.objects.filter(kind=BACKFILL, source__isnull=False)
    lost = ended.filter(state=Job.State.STOPPED) | ended.filter(state=Job.State.FAILED, tries=0)
    found = list(lost.select_related("source"))
    for job in found:
        with transaction.atomic():
            Job.objects.filter(pk=job.pk).update(source=None)
            forget(_source(job))
    return len(found)


# --- Owing ------------------------------------------------------------------------------------------
def _owe(part: Slice) -> None:
    """Behind today's changes: only while the outbox is nearly empty, a few at a time."""
    if not owing.has_room():
        part.rest(RESTS)
        return
    with part.step() as job:
        number = owing.owe(job)
        if number:
            job.counts[OWED] = job.counts.get(OWED, 0) + number
        job.done += number
        if not OldDossier.objects.filter(job=job, owed_at__isnull=True).exists():
            job.finish(job.result)


def _about(job: Job) -> str:
    return str(job.parameters.get("system", ""))


KINDS: dict[str, Kind] = {
    BACKFILL: Kind(
        _("Take over old dossiers"),
        work,
        {REFUSED: _("refused"), CREATED: _("taken over"), KNOWN: _("there already"), OWED: _("owed to the nation")},
        about=_about,
        headings=(_("Row"), _("Column")),
    )
}
