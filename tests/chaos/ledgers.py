"""Both ledgers after a run: what the province has done against what arrived at the nation."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from dossiers.models import Dossier, DossierEvent, NationalMessage
from dossiers.national import wire_time

Calls = list[dict[str, Any]]


@dataclass(frozen=True)
class Comparison:
    differing: list[str]
    out_of_order: list[str]
    events: int
    lines: int
    repeats: int
    unsent: int

    def said(self) -> str:
        return (
            f"{len(self.differing)} dossiers differ, {len(self.out_of_order)} out of order, {self.events} here, "
            f"{self.lines} there, {self.repeats} repeats ignored there, {self.unsent} still owed"
        )


def stored(calls: Calls, service: str) -> list[dict[str, str]]:
    """What the nation has stored, in the order of arrival."""
    kept = (call for call in calls if call["service"] == service and call["stored"])
    return [item for call in kept for item in call["body"]["data"]]


def compare(calls: Calls) -> Comparison:
    lines, states = defaultdict(list), defaultdict(list)
    for line in stored(calls, "CapNhatTienDoHoSoMC"):
        lines[line["MaHoSo"]].append(line["ThoiDiemXuLy"])
    for record in stored(calls, "DongBoHoSoMC"):
        states[record["MaHoSo"]].append(int(record["TrangThaiHoSo"]))
    here = _here()
    there = {code: (states[code][-1] if states[code] else 0, sorted(set(lines[code]))) for code in {*lines, *states}}
    once = sum(len(set(arrived)) for arrived in lines.values())
    return Comparison(
        differing=sorted(code for code in {*here, *there} if here.get(code) != there.get(code)),
        out_of_order=_out_of_order(lines) + _out_of_order(states),
        events=sum(len(moments) for _state, moments in here.values()),
        lines=once,
        repeats=sum(map(len, lines.values())) - once,
        unsent=NationalMessage.objects.unsent().count(),
    )


def _here() -> dict[str, tuple[int, list[str]]]:
    moments = defaultdict(list)
    for code, at in DossierEvent.objects.order_by("number").values_list("dossier__code", "at"):
        moments[code].append(wire_time(at))
    return {code: (status, moments[code]) for code, status in Dossier.objects.values_list("code", "status")}


def _out_of_order(arrived: dict[str, list[Any]]) -> list[str]:
    """A repeat may come late; what is new never comes before what is older."""
    firsts = {code: list(dict.fromkeys(seen)) for code, seen in arrived.items()}
    return [f"{code}: {seen}" for code, seen in firsts.items() if seen != sorted(seen)]


def acted_twice() -> list[str]:
    """Dossiers to which a step was done more than once."""
    done = Counter(DossierEvent.objects.values_list("dossier__code", "action"))
    return [f"{code} {action}" for (code, action), number in done.items() if number > 1]
