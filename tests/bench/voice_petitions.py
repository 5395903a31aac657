"""Petitions filed by people without an account, each from a place of its own: through ``filing.send`` with its checks,
its term and its notices, against psycopg2 inserting the same rows.
"""

import uuid
from collections.abc import Iterator
from itertools import count
from typing import Any

import psycopg2.extras
from django.db import models

from dossiers.tracking.models import AskCount
from feedback.models import Petition, PetitionEvent
from feedback.petitions import telling
from feedback.petitions.filing import send
from feedback.spam import Sender
from portal.calendar import seed as calendar
from portal.notices.models import Delivery, Notice
from tests.bench.measure import Result, in_turns
from tests.bench.submission import raw_connection
from tests.feedback.conftest import WORDS, written

AIM, ROUNDS = 0.25, 300
NEW = ("uuid", "secret", "said_digest", "once", "key")
"""Columns that differ from row to row."""


class Copyist:
    """The rows of one petition as literals, written again under new keys."""

    def __init__(self, petition: Petition) -> None:
        self.raw = raw_connection()
        self.numbers = count(1)
        notices = Notice.objects.filter(link__contains=str(petition.uuid))
        self.rows = {
            "petition": petition, "event": petition.events.get(), "notice": notices.get(),
            "asked": AskCount.objects.get(),
        }  # fmt: skip
        self.deliveries = list(Delivery.objects.filter(notice__in=notices))

    def write(self) -> None:
        with self.raw, self.raw.cursor() as cursor:
            self._insert(cursor, self.rows["asked"], key=uuid.uuid4().hex * 2)
            petition = self._insert(cursor, self.rows["petition"])
            self._insert(cursor, self.rows["event"], petition_id=petition)
            notice = self._insert(cursor, self.rows["notice"])
            for delivery in self.deliveries:
                self._insert(cursor, delivery, notice_id=notice)

    def _insert(self, cursor: Any, row: models.Model, **changed: object) -> int:
        facts = dict(_facts(row)) | {name: self._new(name) for name in NEW if hasattr(row, name)} | changed
        names = ", ".join(facts)
        marks = ", ".join(["%s"] * len(facts))
        sql = f"INSERT INTO {row._meta.db_table} ({names}) VALUES ({marks}) RETURNING id"
        cursor.execute(sql, list(facts.values()))
        return int(cursor.fetchone()[0])

    def _new(self, name: str) -> object:
        number = next(self.numbers)
        short = {"secret": f"K{number:09d}", "said_digest": f"{number:064d}"}
        return short.get(name) or str(uuid.uuid4())


def _facts(row: models.Model) -> Iterator[tuple[str, object]]:
    for field in row._meta.concrete_fields:
        if not field.primary_key:
            value = getattr(row, field.attname)
            yield field.column, psycopg2.extras.Json(value) if isinstance(value, dict | list) else value


def run() -> list[Result]:
    psycopg2.extras.register_uuid()
    calendar.seed()
    telling.seed()
    numbers = count(1)

    def ours() -> None:
        number = next(numbers)
        send(written(content=f"{WORDS} {number}"), Sender(None, f"10.0.{number // 250}.{number % 250}"))

    ours()
    copyist = Copyist(Petition.objects.get())
    try:
        each, raw = in_turns(ours, copyist.write, ROUNDS)
    finally:
        copyist.raw.close()
    assert Petition.objects.count() == 2 * (ROUNDS + 1) + 1 == PetitionEvent.objects.count()
    return [Result("petition_filed", 1000 / each, 1000 / raw, "petitions/s", "higher", AIM)]
