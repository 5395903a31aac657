"""The nightly comparison with the national database (protocols §5): what is missing here, missing there, different.

Runs as long work: one record a step, asked for outside any transaction. When the nation is down the run says so and
what the last one found stays. Whatever a person decided holds until the nation changes its record.
"""

from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.jobs import Job, Slice
from portal.national.account import shared_portal
from portal.national.client import NationalError, NationalPortal, Rejected, Unavailable
from procedures import contrast
from procedures.editions import digest
from procedures.models import Comparison, Difference, Procedure
from procedures.national_record import UnreadableRecord, preferred, read

GIVES_UP_AFTER = 3
"""Calls in a row without an answer, after which the nation is taken to be down."""

KEPT_RUNS = 30


def compare(part: Slice) -> None:
    """One slice of a run."""
    compare_with(shared_portal(), part)


def compare_with(nation: NationalPortal, part: Slice) -> None:
    """One slice of a run: as many records as fit."""
    if "run" not in part.job.position and not _begin(part, nation):
        return
    codes = _codes(part.job)
    while part.job.is_open and part.job.done < len(codes):
        if part.is_over:
            return
        _next(part, nation, *codes[part.job.done])
    if part.job.is_open:
        with part.step() as job:
            _end_of_list(job, {short for short, _code in codes})


def _begin(part: Slice, nation: NationalPortal) -> bool:
    """Ask for the list. Whether there was one."""
    try:
        listed = preferred(nation.procedure_codes())
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


def _next(part: Slice, nation: NationalPortal, short: str, code: str) -> None:
    """The record is asked for first, so that no transaction waits for the nation."""
    raw, said = _asked(nation, code)
    with part.step() as job:
        run = Comparison.objects.get(pk=job.position["run"])
        job.done += 1
        job.position["silence"] = 0 if raw is not None else job.position["silence"] + 1
        if raw:
            _set_beside(run, short, raw)
        else:
            run.unanswered, run.said = run.unanswered + 1, said[:300]
            run.save(update_fields=["unanswered", "said"])
        if job.position["silence"] >= GIVES_UP_AFTER:
            _end(job, Comparison.State.UNREACHABLE)


def _end_of_list(job: Job, listed: set[str]) -> None:
    """A run in which the nation handed out nothing at all has found nothing."""
    run = Comparison.objects.get(pk=job.position["run"])
    if run.unanswered == len(listed):
        _end(job, Comparison.State.UNREACHABLE)
        return
    _missing_there(run, listed)
    _end(job, Comparison.State.DONE)


def _asked(nation: NationalPortal, code: str) -> tuple[dict[str, Any] | None, str]:
    """The record, empty where the nation refused it, ``None`` where it gave no answer; and what it said instead."""
    try:
        return nation.procedure(code), ""
    except Unavailable as error:
        return None, str(error)
    except Rejected as refusal:
        return {}, f"{code}: {refusal.message}"


def _end(job: Job, state: str) -> None:
    run = Comparison.objects.get(pk=job.position["run"])
    run.state, run.ended_at, run.compared = state, timezone.now(), job.done - run.unanswered
    run.save(update_fields=["state", "ended_at", "compared"])
    job.finish()
    _forget()


def _forget() -> None:
    """Of older runs the records, of very old ones everything; never of the last that came to its end."""
    found = last()
    if found is not None:
        Difference.objects.filter(comparison__lt=found.pk).exclude(item={}).update(item={})
    newest = Comparison.objects.values_list("pk", flat=True)[:KEPT_RUNS]
    Comparison.objects.exclude(pk__in=[*newest, *([found.pk] if found else [])]).delete()


def last() -> Comparison | None:
    """The last run that came to its end: its result stands until the next one."""
    return Comparison.objects.filter(state=Comparison.State.DONE).first()


# --- One procedure ----------------------------------------------------------------------------------
def _set_beside(run: Comparison, code: str, raw: dict[str, Any]) -> None:
    """One record's fault stops nothing: it becomes the difference."""
    try:
        with transaction.atomic():
            found = _weighed(code, raw)
            if found is not None:
                _keep(run, found)
    except DatabaseError as error:
        fault = f"could not be stored: {type(error).__name__}"
        _keep(run, _begun(code, item_hash=digest(raw), fault=fault))


def _begun(code: str, **values: Any) -> Difference:
    """A difference about ``code``: missing here unless it is in use here."""
    procedure = Procedure.objects.filter(code=code).select_related("current").first()
    ours = procedure.current if procedure and procedure.is_used else None
    kind = Difference.Kind.DIFFERENT if ours else Difference.Kind.MISSING_HERE
    return Difference(code=code[:40], procedure=procedure, name=ours.name if ours else "", kind=kind, **values)


def _weighed(code: str, raw: dict[str, Any]) -> Difference | None:
    found = _begun(code, item=raw, item_hash=digest(raw))
    ours = found.procedure.current if found.procedure and found.kind == Difference.Kind.DIFFERENT else None
    found.name = found.name or str(raw.get("TENTTHC", ""))
    try:
        record = read(raw)
    except UnreadableRecord as problem:
        found.fault = str(problem)
        return found
    if record.code != code:
        found.fault = f"answered under another code: {record.code}"[:300]
    elif not record.is_in_force:
        found.kind = Difference.Kind.MISSING_THERE
        return found if ours else None
    elif ours:
        found.rows = contrast.between(ours, raw)
        return found if found.rows else None
    return found


def _missing_there(run: Comparison, listed: set[str]) -> None:
    for procedure in Procedure.objects.in_use().exclude(code__in=listed).select_related("current"):
        name = procedure.current.name if procedure.current else ""
        kind = Difference.Kind.MISSING_THERE
        _keep(run, Difference(code=procedure.code, name=name, procedure=procedure, kind=kind))


def _keep(run: Comparison, found: Difference) -> None:
    """With what was decided before about the same record of the nation, while a draft taken over is still one."""
    before = Difference.objects.decided().filter(code=found.code, kind=found.kind, item_hash=found.item_hash)
    earlier = before.exclude(draft__state="published").order_by("-pk").first()
    if earlier is not None:
        found.decision, found.ground, found.draft = earlier.decision, earlier.ground, earlier.draft
        found.decided_by, found.decided_at = earlier.decided_by, earlier.decided_at
    found.comparison = run
    found.save()
