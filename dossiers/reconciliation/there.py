"""The nation's side of the comparison, as its services tell it. No database here; nothing is called inside a
transaction."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.conf import settings

from dossiers.reconciliation.canonical import Line, group_digest, line_of, record_digest
from dossiers.reconciliation.here import Entry
from portal.national.client import NationalPortal

CHUNK = timedelta(days=31)
EARLIEST, LATEST = "", "99999999"
Group = tuple[str, str]
"""Day of acceptance as the wire writes it, and unit."""


@dataclass(frozen=True)
class Chunk:
    """Days compared at a time; the first and the last reach to the ends of time, so that nothing there is missed."""

    first: date
    last: date
    wire_first: str
    wire_last: str


@dataclass(frozen=True)
class Candidate:
    """A dossier for which the digests are not the same. ``None``: that side knows nothing of it."""

    code: str
    here: tuple[str, str] | None
    there: tuple[str, str] | None

    def as_json(self) -> list[Any]:
        return [self.code, self.here, self.there]

    @classmethod
    def from_json(cls, kept: Sequence[Any]) -> "Candidate":
        code, here, there = kept
        return cls(code, tuple(here) if here else None, tuple(there) if there else None)


def chunks(span: tuple[date, date]) -> list[Chunk]:
    first, last = span
    starts = [first + CHUNK * number for number in range((last - first) // CHUNK + 1)] + [last + timedelta(days=1)]
    cut = [(start, end - timedelta(days=1)) for start, end in pairwise(starts)]
    wire = [(f"{start:%Y%m%d}", f"{end:%Y%m%d}") for start, end in cut]
    wire[0] = (EARLIEST, wire[0][1])
    wire[-1] = (wire[-1][0], LATEST)
    return [Chunk(*days, *named) for days, named in zip(cut, wire, strict=True)]


def groups(portal: NationalPortal, chunk: Chunk) -> dict[Group, str]:
    """Raises ``Rejected`` where the nation offers no digests."""
    told = portal.ledger_by_day(chunk.wire_first, chunk.wire_last)
    return {(str(row.get("Ngay", "")), str(row.get("DonViXuLy", ""))): str(row.get("MaBam", "")) for row in told}


def groups_of(days: Mapping[str, Sequence[Entry]]) -> dict[Group, str]:
    piles: dict[Group, list[tuple[str, str, str]]] = {}
    for day, entries in days.items():
        for entry in entries:
            piles.setdefault((day, entry.unit), []).append((entry.code, entry.record, entry.trail))
    return {group: group_digest(pile) for group, pile in piles.items()}


def of_day(portal: NationalPortal, day: str) -> dict[str, tuple[str, str]]:
    """Code: digest of the record and of the trail."""
    rows = portal.ledger_of_day(day)
    return {str(row.get("MaHoSo")): (str(row.get("MaBamHoSo")), str(row.get("MaBamTienDo"))) for row in rows}


def unlike(portal: NationalPortal, here: Mapping[Group, str], there: Mapping[Group, str],
           days: Mapping[str, Sequence[Entry]]) -> Iterator[Candidate]:  # fmt: skip
    """Dossier by dossier, only the days on which a group differs."""
    differing = {group[0] for group in here.keys() | there.keys() if here.get(group) != there.get(group)}
    for day in sorted(differing):
        held = of_day(portal, day)
        own = {entry.code: (entry.record, entry.trail) for entry in days.get(day, ())}
        for code in sorted(held.keys() | own.keys()):
            if held.get(code) != own.get(code):
                yield Candidate(code, own.get(code), held.get(code))


def joined(found: Sequence[Candidate]) -> list[Candidate]:
    """One for each code: of a dossier that stands on different days, both sides come together again."""
    sides: dict[str, Candidate] = {}
    for one in found:
        other = sides.get(one.code, one)
        sides[one.code] = Candidate(one.code, one.here or other.here, one.there or other.there)
    return sorted((one for one in sides.values() if one.here != one.there), key=lambda one: one.code)


def looked_up(portal: NationalPortal, entries: Sequence[Entry]) -> list[Candidate]:
    """Without the services of the ledger: each record is asked for, at a pace; trails cannot be."""
    found = []
    for entry in entries:
        time.sleep(1 / settings.NATIONAL.lookups_per_second)
        record = portal.dossier(entry.code)
        there = (record_digest(record), entry.trail) if record is not None else None
        if there != (entry.record, entry.trail):
            found.append(Candidate(entry.code, (entry.record, entry.trail), there))
    return found


def lines(portal: NationalPortal, code: str) -> set[Line]:
    return {line_of(line) for line in portal.trail(code)}
