"""As many old dossiers as a province starts with, read from a file and told to the nation, against COPY of the very
rows that came of it into tables with the same indexes; and how far memory grows meanwhile.

Only work is timed: the rests that leave room for today's changes are skipped.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from tempfile import TemporaryFile

from django.conf import settings
from django.db import connection
from django.test import override_settings

from dossiers import sync
from dossiers.backfill import work
from dossiers.backfill.models import OldDossier
from dossiers.models import NationalMessage
from portal import jobs
from portal.agencies.models import Agency
from portal.jobs import Job
from portal.national.client import NationalPortal
from procedures.models import Edition
from tests.bench.measure import Limit, Result
from tests.bench.memory import Growth
from tests.bench.sink import sink_process
from tests.dossiers.backfill.files import as_csv, ordered, row

AIM, GROWTH = 0.02, 1.15
TABLES = {
    "dossiers_dossier": "id IN (SELECT dossier_id FROM dossiers_olddossier)",
    "dossiers_dossierevent": "dossier_id IN (SELECT dossier_id FROM dossiers_olddossier)",
    "dossiers_involvement": "dossier_id IN (SELECT dossier_id FROM dossiers_olddossier)",
    "dossiers_olddossier": "true",
    "dossiers_nationalmessage": "subject_id IN (SELECT dossier_id FROM dossiers_olddossier)",
}


def run(number: int) -> list[Result]:
    job, growth = ordered(as_csv(list(old_rows(number)))), Growth()
    began = time.perf_counter()
    load(job, growth)
    loaded = time.perf_counter()
    synchronise(job, growth)
    ended = time.perf_counter()
    print(f"back-fill: read in {loaded - began:.0f} s, told in {ended - loaded:.0f} s", file=sys.stderr)
    assert OldDossier.objects.filter(job=job, dossier__nation_knows_since__isnull=False).count() == number
    bare = copied()
    return [
        Result("backfill_load", number / (loaded - began), number / bare, "dossiers/s", "higher", AIM),
        Result("backfill_all", number / (ended - began), number / bare, "dossiers/s", "higher", AIM),
        Limit("backfill_memory", growth.ratio(), 1.0, "x", "lower", GROWTH),
    ]


def old_rows(number: int) -> Iterator[dict[str, str]]:
    """Of the procedures and agencies that are there, in turn."""
    published = Edition.objects.filter(state=Edition.State.PUBLISHED, cases__isnull=False)
    procedures = list(published.values_list("procedure__code", flat=True).distinct().order_by("procedure__code")[:300])
    units = list(
        Agency.objects.filter(kind=Agency.Kind.ONE_STOP, parent__isnull=False).values_list(
            "code_2016", "parent__code_2016"
        )
    )
    for place in range(1, number + 1):
        unit, decider = units[place * 104_729 % len(units)]
        yield row(
            place, ma_ho_so=f"{decider}-200601-{place:06d}", ma_thu_tuc=procedures[place % len(procedures)],
            ma_co_quan=decider, ma_mot_cua=unit, so_dinh_danh=f"{place:012d}",
        )  # fmt: skip


def load(job: Job, growth: Growth) -> None:
    """Until the file is read."""
    while job.source is not None:
        slice_of(job)
        growth.note(job.done / job.total / 2 if job.total else 0)
    assert job.state == Job.State.RUNNING, (job.state, job.message)


def synchronise(job: Job, growth: Growth) -> None:
    with sink_process() as address, override_settings(NATIONAL=replace(settings.NATIONAL, adapter=address)):
        portal = NationalPortal()
        while job.is_open or NationalMessage.objects.unsent().exists():
            slice_of(job)
            while sync.drain(portal):
                pass
            growth.note(job.done / job.total)


def slice_of(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(leased_until=None)
    jobs.run(work.KINDS, job.pk)
    job.refresh_from_db()


def copied() -> float:
    """Seconds to COPY the same rows into tables with the same columns and indexes, without triggers."""
    seconds = 0.0
    with connection.cursor() as cursor:
        for table, which in TABLES.items():
            with TemporaryFile() as kept:
                cursor.copy_expert(f"COPY (SELECT * FROM {table} WHERE {which}) TO STDOUT", kept)
                cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
                kept.seek(0)
                began = time.perf_counter()
                cursor.copy_expert(f"COPY bare_{table} FROM STDIN", kept)
                seconds += time.perf_counter() - began
                cursor.execute(f"DROP TABLE bare_{table}")
    return seconds
