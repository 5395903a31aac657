"""The comparison of both ledgers as long work (decisions 010 and 030).

Quick: what the nation holds is set against what it last acknowledged, by digest. That proves that nothing was lost or
altered there since. Full: every record is made anew first and set against its digest. That proves besides that
nothing changed here without being owed. The nation is asked between the steps, never within one.
"""

import hashlib
import time
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dossiers.models import Dossier, DossierEvent, Reconciliation
from dossiers.reconciliation import here, rebuilding, settling, there
from dossiers.reconciliation.judging import Seen
from dossiers.reconciliation.there import Candidate
from portal.jobs import CannotGoOn, Job, Kind, Slice
from portal.national import profile
from portal.national.account import shared_portal
from portal.national.client import NationalPortal, Rejected, Unavailable

RECONCILIATION = "reconciliation"
REBUILT, LOOKED_UP, JUDGED = 200, 20, 50
PATIENCE = 3
NO_ANSWER = gettext_noop("The national portal does not answer. The comparison is made again tonight.")
T = TypeVar("T")
Stage = Callable[[Slice, NationalPortal], bool]


def work(part: Slice) -> None:
    """A slice of one run, stage by stage; each says whether it is through."""
    portal = shared_portal()
    while not part.is_over:
        names = stages(part.job)
        at = part.job.position.get("stage", 0)
        if at == len(names):
            _finish(part)
            return
        stage: Stage = STAGES[names[at]]
        if stage(part, portal):
            with part.step() as job:
                job.position = {"stage": at + 1}


def stages(job: Job) -> list[str]:
    """In order."""
    run = _run(job)
    compared = "look_up" if run.way == Reconciliation.Way.LOOKUPS else "compare"
    return [*(["rebuild"] if run.mode == Reconciliation.Mode.FULL else []), "owe", compared, "judge"]


def _run(job: Job) -> Reconciliation:
    return Reconciliation.objects.get(pk=job.parameters["run"])


def _ask(question: Callable[[], T]) -> T:
    """Ask the nation. Raises ``CannotGoOn`` after some attempts without an answer: it is down, not different."""
    for attempt in range(1, PATIENCE + 1):
        try:
            return question()
        except Unavailable as error:
            if attempt == PATIENCE:
                raise CannotGoOn(NO_ANSWER) from error
            time.sleep(attempt)
    raise AssertionError


# --- What was never owed ----------------------------------------------------------------------------
def _rebuild(part: Slice, portal: NationalPortal) -> bool:
    """Every record made anew; what is not as it was acknowledged is owed."""
    with part.step() as job:
        after = job.position.get("after", 0)
        keys = list(here.owed().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:REBUILT])
        for dossier in rebuilding.changed(keys):
            settling.settle_changed(_run(job), dossier)
        job.total = job.total or here.owed().count() * 2
        job.done += len(keys)
        job.position = {**job.position, "after": keys[-1] if keys else after}
    return not keys


def _owe(part: Slice, portal: NationalPortal) -> bool:
    """Events without a message."""
    with part.step() as job:
        job.total = job.total or here.owed().count()
        unowed = DossierEvent.objects.filter(owed__isnull=True, dossier__in=here.owed()).values("dossier")
        found = list(Dossier.objects.filter(pk__in=unowed).order_by("pk")[:REBUILT])
        for dossier in found:
            settling.settle_unowed(_run(job), dossier)
    return not found


# --- Both sides -------------------------------------------------------------------------------------
def _compare(part: Slice, portal: NationalPortal) -> bool:
    """A month at a time, by digests of days and units; dossier by dossier where these differ."""
    days = part.job.position.get("days") or [day.isoformat() for day in here.span() or (timezone.localdate(),) * 2]
    cut = there.chunks((date.fromisoformat(days[0]), date.fromisoformat(days[1])))
    number = part.job.position.get("chunk", 0)
    if number == len(cut):
        return True
    own = here.entries(cut[number].first, cut[number].last)
    here_groups = there.groups_of(own)
    try:
        there_groups = _ask(lambda: there.groups(portal, cut[number]))
    except Rejected as refusal:
        return _without_digests(part, refusal)
    found = _ask(lambda: list(there.unlike(portal, here_groups, there_groups, own)))
    with part.step() as job:
        _keep(job, number, found, sum(map(len, own.values())))
        job.position = {**job.position, "days": days, "chunk": number + 1}
        _chain(_run(job), here_groups, there_groups)
    return False


def _without_digests(part: Slice, refusal: Rejected) -> bool:
    """The nation offers no such service: the run goes on record by record."""
    if refusal.code != profile.CODE_UNKNOWN_SERVICE.value:
        raise CannotGoOn(NO_ANSWER) from refusal
    with part.step() as job:
        Reconciliation.objects.filter(pk=job.parameters["run"]).update(way=Reconciliation.Way.LOOKUPS)
        job.parts.all().delete()
    return False


def _look_up(part: Slice, portal: NationalPortal) -> bool:
    after = part.job.position.get("after", 0)
    keys, entries = here.some(after, LOOKED_UP)
    found = _ask(lambda: there.looked_up(portal, entries))
    with part.step() as job:
        _keep(job, after, found, len(entries))
        job.position = {**job.position, "after": keys[-1] if keys else after}
    return not keys


def _keep(job: Job, number: int, found: list[Candidate], compared: int) -> None:
    if found:
        job.parts.create(number=number, content=[one.as_json() for one in found])
    job.done += compared
    job.total = max(job.total or 0, job.done)
    run = _run(job)
    run.compared += compared
    run.save(update_fields=["compared"])


def _chain(run: Reconciliation, ours: dict[there.Group, str], theirs: dict[there.Group, str]) -> None:
    """The digests of both whole ledgers, month after month."""
    run.digest_here, run.digest_there = _folded(run.digest_here, ours), _folded(run.digest_there, theirs)
    run.save(update_fields=["digest_here", "digest_there"])


def _folded(before: str, groups: dict[there.Group, str]) -> str:
    said = "".join(f"{day}|{unit}|{digest}\n" for (day, unit), digest in sorted(groups.items()))
    return hashlib.sha256((before + said).encode()).hexdigest()


# --- What it means ----------------------------------------------------------------------------------
def _judge(part: Slice, portal: NationalPortal) -> bool:
    kept = [Candidate.from_json(row) for held in part.job.parts.all() for row in held.content]
    run, first = _run(part.job), int(part.job.position.get("judged", 0))
    candidates = there.joined(kept)
    while first < len(candidates) and not part.is_over:
        batch = candidates[first : first + JUDGED]
        seen = _look(portal, run, batch)
        first += len(batch)
        with part.step() as job:
            settling.settle(_run(job), batch, seen)
            job.position = {**job.position, "judged": first}
    return first >= len(candidates)


def _look(portal: NationalPortal, run: Reconciliation, batch: list[Candidate]) -> dict[str, Seen]:
    """What the nation says of those that both know; those still being sent are not asked for."""
    idle = settling.idle(run, batch)
    looks: dict[str, Seen] = {}
    for one in batch:
        if one.code in idle and one.here and one.there:
            looks[one.code] = _ask(lambda one=one: _seen(portal, one, one.here, one.there))  # type: ignore[misc]
    return looks


def _seen(portal: NationalPortal, one: Candidate, ours: tuple[str, str], theirs: tuple[str, str]) -> Seen:
    record = portal.dossier(one.code) if ours[0] != theirs[0] else None
    lines = frozenset(there.lines(portal, one.code)) if ours[1] != theirs[1] else None
    return Seen(record, lines)


def _finish(part: Slice) -> None:
    with part.step() as job:
        run = _run(job)
        settling.close(run)
        job.counts = {"found": run.found, "healed": run.healed, "left": run.left}
        job.done = job.total or job.done
        job.finish()


STAGES: dict[str, Stage] = {
    "rebuild": _rebuild, "owe": _owe, "compare": _compare, "look_up": _look_up, "judge": _judge,
}  # fmt: skip


def _about(job: Job) -> str:
    return str(_run(job).get_mode_display())


KINDS: dict[str, Kind] = {
    RECONCILIATION: Kind(
        _("Comparison of both ledgers"),
        work,
        {"found": _("found"), "healed": _("owed again"), "left": _("left to people")},
        about=_about,
        headings=(_("Dossier"), _("Field")),
    )
}
