"""What a difference of digests means, and whether the portal may put it right by itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dossiers.models import Dossier, Mismatch, Status
from dossiers.reconciliation import healing, here
from dossiers.reconciliation.canonical import Line, differing, record_digest
from dossiers.reconciliation.rebuilding import record_of
from dossiers.reconciliation.there import Candidate

Kind = Mismatch.Kind
HOW_FAR = {"1": 1, "2": 2, "4": 3, "5": 3, "6": 3, "8": 3, "9": 4, "3": 5, "7": 5, "10": 5}
"""National statuses in the order in which a dossier comes to them; those that only alternate are as far."""


@dataclass(frozen=True)
class Seen:
    """What the nation said when it was asked about one dossier."""

    record: dict[str, Any] | None = None
    lines: frozenset[Line] | None = None


@dataclass(frozen=True)
class Finding:
    kind: Mismatch.Kind
    fields: list[str] = field(default_factory=list)
    heal: Callable[[], None] | None = None
    """``None``: a person must look."""


def judge(dossier: Dossier | None, candidate: Candidate, seen: Seen) -> list[Finding]:
    """Nothing where both sides agree after all."""
    if dossier is None:
        return [Finding(Kind.MISSING_HERE)]
    if dossier.is_parked:  # type: ignore[attr-defined]
        return [Finding(Kind.PARKED)]
    if dossier.code is None and not Status(dossier.status).is_final:
        return [Finding(Kind.MISSING_HERE)]
    if candidate.there is None:
        return [Finding(Kind.MISSING_THERE, heal=lambda: healing.whole(dossier))]
    return [*_of_record(dossier, candidate, seen), *_of_lines(dossier, seen)]


def _of_record(dossier: Dossier, candidate: Candidate, seen: Seen) -> list[Finding]:
    if seen.record is None:
        return []
    ours = record_of(dossier)
    names = differing(ours, seen.record)
    if not names:
        _agreed(dossier, record_digest(ours))
        return []
    if _is_later(str(seen.record.get("TrangThaiHoSo", "")), ours["TrangThaiHoSo"]):
        return [Finding(Kind.LATER_THERE, names)]
    return [Finding(Kind.DIFFERENT, names, lambda: healing.record(dossier))]


def _agreed(dossier: Dossier, digest: str) -> None:
    """Our marks were lost or made by another rule; the records are the same."""
    if dossier.nation_digest != digest:
        Dossier.objects.filter(pk=dossier.pk).update(nation_digest=digest)


def _is_later(there: str, ours: str) -> bool:
    """A status nobody knows is not later: it is wrong."""
    return HOW_FAR.get(there, 0) > HOW_FAR[ours]


def _of_lines(dossier: Dossier, seen: Seen) -> list[Finding]:
    if seen.lines is None:
        return []
    told = here.lines_told(dossier)
    lost = [message for line, message in told.items() if line not in seen.lines]
    found = []
    if lost:
        found.append(Finding(Kind.LINES_MISSING, heal=lambda: healing.lines(dossier, lost)))
    if seen.lines - told.keys():
        found.append(Finding(Kind.LINES_FOREIGN))
    return found
