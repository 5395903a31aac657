"""Refresh from the national catalogue: read the list, fetch each record, keep what changed, delete nothing (§5).

An unknown procedure gets a published first edition; a changed record becomes a draft edition for a person to publish; a
published one is never touched. One record's fault is a line of the report and stops nothing.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from portal.national.account import shared_portal
from portal.national.client import NationalError, NationalPortal, Rejected, Unavailable
from portal.vietnamese import plain
from procedures import drafting, editions, faults, publishing, search
from procedures.models import Edition, Field, Procedure, RefreshLine, RefreshRun
from procedures.national_record import NationalRecord, UnreadableRecord, preference, read, short_code

log = logging.getLogger(__name__)
LOCK = 2_020_001
GIVES_UP_AFTER = 3
"""Calls in a row without an answer, after which the nation is taken to be down and the rest is left for next time."""


class AlreadyRunning(Exception):
    """Another process refreshes the catalogue at this moment."""


class NothingListed(Exception):
    """The nation lists no procedure at all: taken for a fault of theirs, nothing is marked unused."""


class Outcome(StrEnum):
    PUBLISHED = "first edition published"
    DRAFTED = "draft edition of a changed record"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    UNUSED = "no longer in use"


@dataclass(frozen=True)
class Line:
    code: str
    fault: str


@dataclass
class Report:
    """What a refresh did, and every fault it met, by the code of the record."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)

    def add(self, code: str, *faults: str) -> None:
        self.lines += [Line(code, fault) for fault in faults]

    def faults_of(self, code: str) -> list[str]:
        return [line.fault for line in self.lines if line.code == code]

    def __str__(self) -> str:
        done = ", ".join(f"{self.outcomes[outcome]} {outcome}" for outcome in Outcome if self.outcomes[outcome])
        return (
            f"{done or 'nothing to do'}; {len(self.lines)} faults in {len({line.code for line in self.lines})} records"
        )


def refresh_from_nation() -> Report:
    return refresh(shared_portal())


def refresh(nation: NationalPortal) -> Report:
    """Bring the catalogue to what the nation has. Safe to repeat, and to be killed: every record stands by itself.

    Raises ``Unavailable`` or ``Rejected`` where even the list is not to be had, ``NothingListed``, ``AlreadyRunning``.
    """
    begun = timezone.now()
    try:
        with _alone():
            report = _Refresh(nation).run()
    except (NationalError, NothingListed) as error:
        _remember(begun, Report(), failure=f"{type(error).__name__} {error}".strip())
        raise
    _remember(begun, report)
    return report


KEPT_RUNS = 30


@transaction.atomic
def _remember(begun: datetime, report: Report, failure: str = "") -> None:
    """The report as rows, for the page at the desk; the last ``KEPT_RUNS`` are kept."""
    outcomes = {outcome.name.lower(): number for outcome, number in report.outcomes.items()}
    run = RefreshRun.objects.create(started_at=begun, outcomes=outcomes, failure=failure[:300])
    RefreshLine.objects.bulk_create(
        RefreshLine(run=run, code=line.code[:40], kind=faults.kind_of(line.fault), fault=line.fault)
        for line in report.lines
    )
    RefreshRun.objects.filter(pk__in=list(RefreshRun.objects.values_list("pk", flat=True)[KEPT_RUNS:])).delete()


@contextmanager
def _alone() -> Iterator[None]:
    """One refresh at a time, over all processes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


class _Refresh:
    """One run: what is known beforehand, and the report it writes."""

    def __init__(self, nation: NationalPortal) -> None:
        self.nation = nation
        self.report = Report()
        self.fields = {plain(entry.name): entry for entry in Field.objects.all()}
        self.procedures = {entry.code: entry for entry in Procedure.objects.select_related("current").defer(*HEAVY)}
        self.ended = publishing.ended()
        self.silence = 0

    def run(self) -> Report:
        listed = self._listed()
        for short, code in listed.items():
            if self.silence >= GIVES_UP_AFTER:
                self.report.add(short, "not asked: the nation does not answer")
                continue
            self.report.outcomes[self._one(short, code)] += 1
        self._retire(set(listed))
        search.reindex()
        log.info("catalogue refreshed: %s", self.report)
        return self.report

    def _listed(self) -> dict[str, str]:
        """The code to ask for by short code; of two publications our own goes first, then the nation's."""
        chosen: dict[str, str] = {}
        for code, _name in self.nation.procedure_codes():
            short, _suffix = short_code(code)
            if not short:
                self.report.add("", "listed without a code")
                continue
            if short in chosen:
                first, second = sorted((chosen[short], code), key=preference)
                self.report.add(short, f"listed twice, {first} is taken, not {second}")
                code = first
            chosen[short] = code
        if not chosen:
            raise NothingListed
        return chosen

    def _one(self, short: str, code: str) -> Outcome:
        try:
            raw = self.nation.procedure(code)
            self.silence = 0
            record = read(raw)
            if record.code != short:
                self.report.add(short, f"answered under another code: {record.code}")
                return Outcome.FAILED
            with transaction.atomic():
                return self._keep(record, raw)
        except Unavailable:
            self.silence += 1
            self.report.add(short, "no answer")
        except Rejected as refusal:
            self.report.add(short, f"refused: {refusal.message}"[:200])
        except UnreadableRecord as problem:
            self.report.add(short, str(problem))
        except DatabaseError as error:
            self.report.add(short, f"could not be stored: {type(error).__name__}")
        return Outcome.FAILED

    def _keep(self, record: NationalRecord, raw: Any) -> Outcome:
        found = list(record.faults)
        entry = editions.field_for(record, self.fields, found)
        self.report.add(record.code, *found)
        procedure = self.procedures.get(record.code)
        if procedure is None:
            procedure = Procedure.objects.create(code=record.code, code_suffix=record.suffix)
            self.procedures[record.code] = procedure
        if procedure.current is not None:
            self._use(procedure, record.is_in_force)
            return self._draft(procedure.current, record, raw, entry)
        edition = editions.create(procedure, record, raw, entry)
        edition.procedure = procedure
        publishing.publish_first(edition, ground="national database")
        self._use(procedure, record.is_in_force)
        return Outcome.PUBLISHED

    def _draft(self, published: Edition, record: NationalRecord, raw: Any, entry: Field) -> Outcome:
        """A draft of what differs from the published edition; an older draft of a refresh gives way to it."""
        procedure = published.procedure
        drafts = drafting.untouched_drafts(procedure)
        hashes = [published.record_hash, *drafts.order_by("number").values_list("record_hash", flat=True)]
        if editions.digest(raw) == hashes[-1]:
            return Outcome.UNCHANGED
        older = list(drafts.values_list("pk", flat=True))
        if editions.digest(raw) != published.record_hash:
            editions.create(procedure, record, raw, entry, after=drafts.order_by("-number").first() or published)
        Edition.objects.filter(pk__in=older).delete()
        return Outcome.DRAFTED

    def _use(self, procedure: Procedure, is_used: bool) -> None:
        """What a decision of the province has ended does not come back because the nation still lists it."""
        if procedure.is_used != is_used and not (is_used and procedure.pk in self.ended):
            procedure.is_used = is_used
            procedure.save(update_fields=["is_used"])
            search.index([procedure])

    def _retire(self, listed: set[str]) -> None:
        """What the nation listed once and lists no more. What the province has announced and the nation does not know
        yet stays: there are five working days to enter it (NĐ 63/2010 Đ.24), and the comparison tells of it."""
        read_once = Edition.objects.filter(procedure=OuterRef("pk")).exclude(
            provenance__contains={drafting.BY_HAND: True}
        )
        gone = Procedure.objects.filter(Exists(read_once), is_used=True).exclude(code__in=listed)
        codes = list(gone.values_list("code", flat=True))
        retired = list(gone)
        gone.update(is_used=False)
        search.index(retired)
        for code in codes:
            self.report.outcomes[Outcome.UNUSED] += 1
            self.report.add(code, "no longer listed, marked unused")


HEAVY = ("current__record", "current__steps", "current__body_plain", "current__name_vector", "current__body_vector")
