"""The nightly comparison with the national database (protocols §5): what is missing here, missing there, different.

Runs as long work: one record a step, asked for outside any transaction. When the nation is down the run says so and
what the last one found stays. Whatever a person decided holds until the nation changes its record.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.accounts.models import User
from portal.jobs import Job, Slice
from portal.national.client import NationalError, NationalPortal, Rejected, Unavailable, shared_portal
from procedures.editions import digest
from procedures.exchange.columns import PREFETCH, SHEETS, Column, Content, Sheet, content_of
from procedures.exchange.taking import draft_of
from procedures.models import Comparison, Difference, Edition, Procedure
from procedures.national_record import UnreadableRecord, read, short_code

GIVES_UP_AFTER = 3
"""Calls in a row without an answer, after which the nation is taken to be down."""

KEPT_RUNS = 30


class AlreadyDecided(Exception):
    """Somebody else decided about this difference in the meantime."""


# --- A run ------------------------------------------------------------------------------------------
def compare(part: Slice) -> None:
    """One slice of a run."""
    _compare(part, shared_portal())


def _compare(part: Slice, nation: NationalPortal) -> None:
    if "run" not in part.job.position and not _begin(part, nation):
        return
    codes = _codes(part.job)
    while part.job.done < (part.job.total or 0):
        if part.is_over:
            return
        short, code = codes[part.job.done]
        raw = _asked(nation, code)
        with part.step() as job:
            _note(job, short, raw)
            if job.position["silence"] >= GIVES_UP_AFTER:
                _end(job, Comparison.State.UNREACHABLE)
    if part.job.is_open:
        with part.step() as job:
            _missing_there(job, {short for short, _code in codes})
            _end(job, Comparison.State.DONE)


def _begin(part: Slice, nation: NationalPortal) -> bool:
    """Ask for the list. Whether there was one."""
    try:
        listed = {short_code(code)[0]: code for code, _name in nation.procedure_codes()}
        said = "" if listed else "LayDanhSachTTHC: 0"
    except NationalError as error:
        listed, said = {}, str(error)
    with part.step() as job:
        run = Comparison.objects.create(said=said[:300])
        job.position = {"run": run.pk, "silence": 0}
        job.parts.create(number=0, content=sorted(listed.items()))
        job.total = len(listed)
        if not listed:
            _end(job, Comparison.State.UNREACHABLE)
    return bool(listed)


def _codes(job: Job) -> list[tuple[str, str]]:
    """Short and full code of what the nation listed when the run began; none once it has ended."""
    kept = job.parts.filter(number=0).first()
    return kept.content if kept else []


def _asked(nation: NationalPortal, code: str) -> dict[str, Any] | None:
    """The record; ``None`` where the nation gave none just now, empty where it refused."""
    try:
        return nation.procedure(code)
    except Unavailable:
        return None
    except Rejected:
        return {}


def _note(job: Job, short: str, raw: dict[str, Any] | None) -> None:
    job.position["silence"] = job.position["silence"] + 1 if raw is None else 0
    job.done += 1
    if raw:
        _set_beside(job.position["run"], short, raw)


def _end(job: Job, state: str) -> None:
    run = Comparison.objects.get(pk=job.position["run"])
    run.state, run.ended_at, run.compared = state, timezone.now(), job.done
    run.save(update_fields=["state", "ended_at", "compared"])
    job.finish()
    old = Comparison.objects.values_list("pk", flat=True)[KEPT_RUNS:]
    Comparison.objects.filter(pk__in=list(old)).delete()


def last() -> Comparison | None:
    """The last run that came to its end: its result stands until the next one."""
    return Comparison.objects.filter(state=Comparison.State.DONE).first()


# --- One procedure ----------------------------------------------------------------------------------
def _set_beside(run: int, code: str, raw: dict[str, Any]) -> None:
    found = {"comparison_id": run, "code": code[:40], "item": raw, "item_hash": digest(raw)}
    procedure = Procedure.objects.filter(code=code).select_related("current").first()
    if procedure is None or procedure.current is None:
        name = str(raw.get("TENTTHC", ""))
        _keep(Difference(kind=Difference.Kind.MISSING_HERE, procedure=procedure, name=name, **found))
        return
    rows = differences(procedure, raw)
    if rows:
        ours = procedure.current.name
        _keep(Difference(kind=Difference.Kind.DIFFERENT, procedure=procedure, name=ours, rows=rows, **found))


def _missing_there(job: Job, listed: set[str]) -> None:
    for procedure in Procedure.objects.in_use().exclude(code__in=listed).select_related("current"):
        name = procedure.current.name if procedure.current else ""
        found = {"comparison_id": job.position["run"], "code": procedure.code, "name": name, "procedure": procedure}
        _keep(Difference(kind=Difference.Kind.MISSING_THERE, **found))


def _keep(found: Difference) -> None:
    """With what was decided before about the same record of the nation."""
    before = Difference.objects.filter(code=found.code, kind=found.kind, item_hash=found.item_hash).exclude(decision="")
    earlier = before.order_by("-pk").first()
    if earlier is not None:
        found.decision, found.ground, found.draft = earlier.decision, earlier.ground, earlier.draft
        found.decided_by, found.decided_at = earlier.decided_by, earlier.decided_at
    found.save()


def differences(procedure: Procedure, raw: dict[str, Any]) -> list[dict[str, str]]:
    """Field by field in words; only what the national form can say. Empty where both say the same."""
    edition = Edition.objects.prefetch_related(*PREFETCH).select_related("field", "procedure")
    ours = content_of(edition.get(procedure__current=F("pk"), procedure=procedure))
    try:
        with transaction.atomic():
            theirs = content_of(draft_of(procedure, raw, after=None))
            transaction.set_rollback(True)
    except UnreadableRecord as problem:
        return [{"what": "LayThuTuc", "ours": "", "theirs": str(problem)}]
    return [row for sheet in SHEETS if sheet.is_national for row in _differing(sheet, ours, theirs)]


def _differing(sheet: Sheet, ours: Content, theirs: Content) -> Iterator[dict[str, str]]:
    columns = [column for column in sheet.columns if column.is_national and column.key != "so_thu_tu"]
    if not sheet.related:
        for column in columns:
            our_cell, their_cell = (_said(column, content[sheet.key][0]) for content in (ours, theirs))
            if our_cell != their_cell:
                yield {"what": column.title, "ours": our_cell, "theirs": their_cell}
        return
    here, there = ([_line(columns, row) for row in content[sheet.key]] for content in (ours, theirs))
    if here != there:
        only_here = [line for line in here if line not in there]
        only_there = [line for line in there if line not in here]
        yield {"what": sheet.title, "ours": "\n".join(only_here or here), "theirs": "\n".join(only_there or there)}


def _said(column: Column, row: dict[str, Any]) -> str:
    cell = column.kind.write(row[column.key])
    return "" if cell is None else str(cell)


def _line(columns: list[Column], row: dict[str, Any]) -> str:
    return " · ".join(filter(None, (_said(column, row) for column in columns)))


# --- What a person decides --------------------------------------------------------------------------
@transaction.atomic
def take_over(found: Difference, by: User) -> Edition:
    """A draft of the nation's record with our provincial part. Raises ``AlreadyDecided``, ``UnreadableRecord``."""
    locked = _undecided(found)
    procedure = locked.procedure
    if procedure is None:
        record = read(locked.item)
        procedure, _made = Procedure.objects.get_or_create(code=record.code, defaults={"code_suffix": record.suffix})
    same = procedure.editions.filter(state=Edition.State.DRAFT, record_hash=locked.item_hash).first()
    draft = same or draft_of(procedure, locked.item, after=procedure.current)
    locked.draft = draft
    _decide(locked, Difference.Decision.TAKEN, by)
    return draft


@transaction.atomic
def keep_ours(found: Difference, by: User, *, ground: str) -> None:
    """Ours is right, on this ground. Raises ``AlreadyDecided``."""
    locked = _undecided(found)
    locked.ground = ground
    _decide(locked, Difference.Decision.KEPT, by)


def _undecided(found: Difference) -> Difference:
    locked = Difference.objects.select_for_update().get(pk=found.pk)
    if locked.decision:
        raise AlreadyDecided
    return locked


def _decide(found: Difference, decision: str, by: User) -> None:
    found.decision, found.decided_by, found.decided_at = decision, by, timezone.now()
    found.save(update_fields=["decision", "ground", "draft", "decided_by", "decided_at"])
