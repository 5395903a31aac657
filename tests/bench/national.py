"""44,886 dossiers told to the nation by the real drain, against a bare loop that posts equal batches from prepared
JSON; how far the drain's memory grows meanwhile; both ledgers of 44,886 compared, with one changed field to find; and
44,886 old dossiers taken over.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import psycopg2
from django.conf import settings
from django.db import connection
from django.test import override_settings
from psycopg2.extras import Json, execute_values

from dossiers import national, sync
from dossiers.models import Dossier, Mismatch, NationalMessage, Reconciliation
from dossiers.reconciliation import ordering, work
from portal import jobs
from portal.national.account import shared_portal
from portal.national.client import NationalPortal
from tests.bench import backfill
from tests.bench.catalogue import filled
from tests.bench.dossiers import grow
from tests.bench.measure import Limit, Result
from tests.bench.memory import Growth, resident
from tests.bench.sink import sink_process
from tests.national_process import NationalProcess

DOSSIERS = int(os.environ.get("BENCH_DOSSIERS") or 44_886)
AIM, GROWTH, SECONDS = 0.25, 1.15, 60.0

OWED = """
    INSERT INTO dossiers_nationalmessage (subject_id, event_id, created_at, next_attempt_at, attempts, last_error)
    SELECT e.dossier_id, e.id, now(), now(), 0, '' FROM dossiers_dossierevent e
    JOIN dossiers_dossier d ON d.id = e.dossier_id WHERE d.code IS NOT NULL ORDER BY e.dossier_id, e.number
"""


def run() -> list[Result]:
    filled()
    grow(DOSSIERS)
    owe_all()
    with sink_process() as address:
        speed, growth = ours(address)
        bare = baseline(address)
    return [
        Result("sync_44886", speed, bare, "dossiers/s", "higher", AIM),
        Limit("sync_memory", growth, 1.0, "x", "lower", GROWTH),
        Limit("reconcile_44886", reconciled(), 1.0, "s", "lower", SECONDS),
        *backfill.run(DOSSIERS),
    ]


def owe_all() -> None:
    """Everything, by SQL; the places that show what is owed are made anew for all at once."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(OWED)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("SELECT desk_rebuild()")
        cursor.execute("VACUUM ANALYZE")


def ours(address: str) -> tuple[float, float]:
    """Dossiers a second, and by how much the process grew after it was warm."""
    whole = NationalMessage.objects.unsent().values("subject").distinct().count()
    growth, began = Growth(), time.perf_counter()
    with override_settings(NATIONAL=replace(settings.NATIONAL, adapter=address)):
        portal = NationalPortal()
        while sync.drain(portal):
            told = Dossier.objects.filter(nation_knows_since__isnull=False).count()
            growth.note(told / whole)
            print(f"{told} told, {resident() // 1024} MB", file=sys.stderr)
    assert not NationalMessage.objects.unsent().exists()
    return whole / (time.perf_counter() - began), growth.ratio()


def baseline(address: str) -> float:
    """Dossiers a second where nothing is read, composed or marked: two posts a batch, from prepared bodies."""
    prepared, count = [], 0
    for first in batches():
        count += len(first)
        prepared += [posted(first), posted(lines_of(first))]
    with httpx.Client() as http:
        began = time.perf_counter()
        for body in prepared:
            http.post(address, content=body, headers={"content-type": "application/json"}).raise_for_status()
        return count / (time.perf_counter() - began)


def batches() -> Iterator[list[Dossier]]:
    keys = list(NationalMessage.objects.values_list("subject", flat=True).distinct().order_by("subject"))
    for first in range(0, len(keys), settings.NATIONAL.batch):
        yield list(sync.as_sent().filter(pk__in=keys[first : first + settings.NATIONAL.batch]))


def posted(items: list[Dossier] | list[dict[str, str]]) -> bytes:
    records = [national.dossier_record(item) if isinstance(item, Dossier) else item for item in items]
    return json.dumps({"session": "s", "madonvi": "", "service": "", "data": records}, ensure_ascii=False).encode()


def lines_of(dossiers: list[Dossier]) -> list[dict[str, str]]:
    return [
        line
        for dossier in dossiers
        for line in national.progress_lines(dossier.events.select_related("agency"), dossier.public_code)
    ]


# --- Both ledgers -----------------------------------------------------------------------------------
def reconciled() -> float:
    """Seconds of a quick run over all, with the one altered field found and nothing else."""
    with nation() as process:
        fill(process)
        changed = alter_one(process)
        began = time.perf_counter()
        compared = quick_run()
        seconds = time.perf_counter() - began
        assert compared.compared == Dossier.objects.filter(code__isnull=False).count()
        assert [(m.code, m.fields) for m in Mismatch.objects.all()] == [(changed, ["GhiChu"])]
        return seconds


@contextmanager
def nation() -> Iterator[NationalProcess]:
    log = Path(tempfile.mkstemp(suffix=".log")[1])
    process = NationalProcess("bench_national", log, DEMO="1")
    adapter = f"{process.url}/XrdAdapter/RestService/forward/"
    try:
        with override_settings(NATIONAL=replace(settings.NATIONAL, adapter=adapter, password=process.password)):
            shared_portal.cache_clear()
            yield process
    finally:
        process.stop()
        log.unlink()


def fill(process: NationalProcess) -> None:
    """The nation holds exactly what was told, written into its database at once."""
    connection_there = psycopg2.connect(process.env["NATIONAL_DATABASE_URL"])
    with connection_there, connection_there.cursor() as cursor:
        for batch in batches():
            copies = [(dossier.public_code, Json(national.dossier_record(dossier))) for dossier in batch]
            lines = [
                (line["MaHoSo"], line["ThoiDiemXuLy"], line["TrangThai"], line["NguoiXuLy"], Json(line))
                for line in lines_of(batch)
            ]
            execute_values(cursor, COPIES, copies, "(%s, %s, now(), now(), 1)", page_size=len(copies))
            execute_values(cursor, LINES, lines, "(%s, %s, %s, %s, %s, now())", page_size=len(lines))
    connection_there.autocommit = True
    with connection_there.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection_there.close()


COPIES = "INSERT INTO mock_national_dossiercopy (code, record, first_arrived_at, arrived_at, versions) VALUES %s"
LINES = "INSERT INTO mock_national_progressline (code, at, status, who, line, arrived_at) VALUES %s"


def alter_one(process: NationalProcess) -> str:
    """The code of the one whose remark is changed there behind everybody's back."""
    connection_there = psycopg2.connect(process.env["NATIONAL_DATABASE_URL"])
    with connection_there, connection_there.cursor() as cursor:
        cursor.execute(
            'UPDATE mock_national_dossiercopy SET record = record || \'{"GhiChu": "khác"}\' WHERE id = '
            "(SELECT min(id) + 7 FROM mock_national_dossiercopy) RETURNING code"
        )
        (code,) = cursor.fetchone()
    connection_there.close()
    return str(code)


def quick_run() -> Reconciliation:
    run = ordering.order(Reconciliation.Mode.QUICK, by=None)
    while jobs.run(work.KINDS, run.job_id) is not None:
        pass
    run.refresh_from_db()
    return run
