"""What a run found becomes rows: put right, or left to people. Everything of a batch in the caller's transaction."""

from collections.abc import Callable, Mapping, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from dossiers.models import Dossier, Mismatch, Reconciliation
from dossiers.reconciliation import healing
from dossiers.reconciliation.judging import Finding, Seen, judge
from dossiers.reconciliation.rebuilding import with_state
from dossiers.reconciliation.there import Candidate
from dossiers.sync import as_sent
from portal.accounts.models import User

Kind, State = Mismatch.Kind, Mismatch.State
BY_DIGESTS_ALONE = (Kind.MISSING_HERE, Kind.LINES_MISSING, Kind.LINES_FOREIGN)
"""What a run record by record cannot see."""


def named(codes: Sequence[str]) -> QuerySet[Dossier]:
    """By the code or the provisional number, as the nation knows them."""
    return as_sent().filter(Q(code__in=codes) | Q(code__isnull=True, provisional_number__in=codes))


def idle(run: Reconciliation, batch: Sequence[Candidate]) -> set[str]:
    """The codes of those for which nothing is on its way."""
    found = with_state(named([one.code for one in batch]), run.started_at)
    return {dossier.public_code for dossier in found if not dossier.is_under_way}  # type: ignore[attr-defined]


def settle(run: Reconciliation, batch: Sequence[Candidate], seen: Mapping[str, Seen]) -> None:
    """Judge each again as it stands now and write what was found."""
    known = _locked(run, [one.code for one in batch])
    for one in batch:
        dossier = known.get(one.code)
        if dossier is not None and (dossier.is_under_way or _unasked(dossier, one, seen)):  # type: ignore[attr-defined]
            run.under_way += 1
            Mismatch.objects.open().filter(code=one.code).update(seen_in=run)
            continue
        for finding in judge(dossier, one, seen.get(one.code, Seen())):
            _write(run, one, dossier, finding)
    _count(run)


def _locked(run: Reconciliation, codes: Sequence[str]) -> dict[str, Dossier]:
    """Under their lock, so that what is judged is not changed or sent meanwhile."""
    keys = list(named(codes).select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    found = with_state(as_sent(), run.started_at).filter(pk__in=keys)
    return {dossier.public_code: dossier for dossier in found}


def _unasked(dossier: Dossier, one: Candidate, seen: Mapping[str, Seen]) -> bool:
    """It was on its way when the nation was asked about the others: the next run sees it."""
    return bool(one.here and one.there) and one.code not in seen and not dossier.is_parked  # type: ignore[attr-defined]


def settle_changed(run: Reconciliation, dossier: Dossier) -> None:
    found = Finding(Kind.NEVER_OWED, heal=lambda: healing.record(dossier))
    _write(run, Candidate(dossier.public_code, (dossier.nation_digest, ""), None), dossier, found)
    _count(run)


def settle_unowed(run: Reconciliation, dossier: Dossier) -> None:
    found = Finding(Kind.NEVER_OWED, heal=lambda: healing.never_owed(dossier))
    _write(run, Candidate(dossier.public_code, None, None), dossier, found)
    _count(run)


def _write(run: Reconciliation, one: Candidate, dossier: Dossier | None, found: Finding) -> None:
    here, there = (":".join(side or ()) for side in (one.here, one.there))
    said = {"fields": found.fields, "digest_here": here, "digest_there": there, "seen_in": run}
    if found.heal is None:
        _leave(run, one, dossier, found.kind, said)
        return
    found.heal()
    Mismatch.objects.create(
        run=run, code=one.code, dossier=dossier, kind=found.kind, state=State.HEALED, settled_at=timezone.now(), **said
    )
    run.found += 1
    run.healed += 1


def _leave(
    run: Reconciliation, one: Candidate, dossier: Dossier | None, kind: Mismatch.Kind, said: dict[str, object]
) -> None:
    """One row for as long as it stands; what a person decided holds until one of the sides changes."""
    decided = Mismatch.objects.settled_like(one.code, kind)
    if decided.filter(digest_here=said["digest_here"], digest_there=said["digest_there"]).exists():
        return
    fresh = {"run": run, "dossier": dossier, **said}
    _, is_new = Mismatch.objects.update_or_create(
        code=one.code, kind=kind, state=State.OPEN, defaults=said, create_defaults=fresh
    )
    run.found += is_new


def _count(run: Reconciliation) -> None:
    run.save(update_fields=["found", "healed", "under_way"])


def close(run: Reconciliation) -> None:
    """The run has seen everything: open differences it did not meet any more are gone."""
    gone = Mismatch.objects.open().exclude(seen_in=run)
    if run.way == Reconciliation.Way.LOOKUPS:
        gone = gone.exclude(kind__in=BY_DIGESTS_ALONE)
    gone.update(state=State.GONE, settled_at=timezone.now())
    run.left = Mismatch.objects.open().count()
    run.state, run.ended_at = Reconciliation.State.DONE, timezone.now()
    run.save(update_fields=["left", "state", "ended_at"])


# --- By people --------------------------------------------------------------------------------------
def send_again(found: Mismatch, *, by: User, ground: str) -> None:
    """Ours is right: it goes again whole, over whatever stands there."""
    if found.dossier is None:
        raise NothingToSend
    _decide(found, by, ground)
    healing.whole(found.dossier)


def keep(found: Mismatch, *, by: User, ground: str) -> None:
    """It stays as it is, until one of the sides changes."""
    _decide(found, by, ground)


class AlreadyDecided(Exception):
    """Somebody was faster, or the difference has gone."""


class NothingToSend(Exception):
    """There is no such dossier here."""


def _decide(found: Mismatch, by: User, ground: str) -> None:
    decided = {"state": State.RESOLVED, "settled_at": timezone.now(), "settled_by": by, "ground": ground}
    if not Mismatch.objects.open().filter(pk=found.pk).update(**decided):
        raise AlreadyDecided


Act = Callable[..., None]
ACTS: dict[str, Act] = {"send": send_again, "keep": keep}
