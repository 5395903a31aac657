"""Both ledgers in earnest: the portal's database, and the stand-in in a process and a database of its own."""

import json
from dataclasses import replace
from typing import Any

import psycopg2
from django.utils import timezone

from dossiers import sync
from dossiers.models import Dossier, Mismatch, NationalMessage, Reconciliation
from dossiers.reconciliation import ordering, work
from portal import jobs
from portal.national.account import shared_portal
from portal.national.client import NationalPortal
from tests.chaos.world import Province
from tests.national_process import NationalProcess

ADAPTER = "/XrdAdapter/RestService/forward/"


class Nation:
    """What the nation holds, with hands that damage it behind everybody's back."""

    def __init__(self, process: NationalProcess) -> None:
        self.process = process
        self.connection = psycopg2.connect(process.env["NATIONAL_DATABASE_URL"])
        self.connection.autocommit = True

    def do(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def record(self, code: str) -> dict[str, Any]:
        return self.do("SELECT record FROM mock_national_dossiercopy WHERE code = %s", code)[0][0]

    def lose(self, code: str) -> None:
        self.do("DELETE FROM mock_national_dossiercopy WHERE code = %s", code)

    def alter(self, code: str, **fields: str) -> None:
        changed = json.dumps(self.record(code) | fields)
        self.do("UPDATE mock_national_dossiercopy SET record = %s WHERE code = %s", changed, code)

    def lose_line(self, code: str, place: int = 0) -> None:
        keys = self.do("SELECT id FROM mock_national_progressline WHERE code = %s ORDER BY id", code)
        self.do("DELETE FROM mock_national_progressline WHERE id = %s", keys[place % len(keys)][0])

    def add_line(self, code: str) -> None:
        who, what, at = "Ai đó", "Không rõ", "20200101080000"
        line = {"MaHoSo": code, "ThoiDiemXuLy": at, "TrangThai": "4", "NguoiXuLy": who, "NoiDungXuLy": what}
        self.do(
            "INSERT INTO mock_national_progressline (code, at, status, who, line, arrived_at) "
            "VALUES (%s, %s, '4', %s, %s, now())", code, at, who, json.dumps(line),
        )  # fmt: skip

    def invent(self, code: str, like: str) -> None:
        record = json.dumps(self.record(like) | {"MaHoSo": code})
        self.do("INSERT INTO mock_national_dossiercopy (code, record, first_arrived_at, arrived_at, versions) "
                "VALUES (%s, %s, now(), now(), 1)", code, record)  # fmt: skip


class Ledgers:
    """A small province whose dossiers the nation knows."""

    def __init__(self, process: NationalProcess, settings: Any) -> None:
        process.reset()
        settings.NATIONAL = replace(
            settings.NATIONAL, adapter=process.url + ADAPTER, password=process.password, lookups_per_second=500
        )
        shared_portal.cache_clear()
        self.nation, self.province, self.portal = Nation(process), Province(), NationalPortal()

    def told(self, count: int = 3, steps: int = 2) -> list[Dossier]:
        """``count`` dossiers after ``steps`` changes, known on both sides."""
        dossiers = [self.province.submitted(number % 4) for number in range(count)]
        for dossier in dossiers:
            for step in range(steps):
                self.province.change(dossier, step)
        self.send()
        return dossiers

    def send(self) -> None:
        NationalMessage.objects.unsent().exclude(next_attempt_at=None).update(next_attempt_at=timezone.now())
        sync.drain(self.portal)

    def compare(self, mode: str = Reconciliation.Mode.QUICK) -> Reconciliation:
        """A whole run, as the worker makes it."""
        run = ordering.order(mode, by=None)
        for _ in range(50):
            if jobs.run(work.KINDS, run.job_id) is None:
                break
        run.refresh_from_db()
        return run


def kinds(run: Reconciliation) -> list[tuple[str, str]]:
    """(code, kind) of what a run found."""
    return sorted(Mismatch.objects.filter(run=run).values_list("code", "kind"))
