"""The blocks of form 05: between agencies from history and hand-over slips, within one of them from its steps (A7)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dossiers.issued.facts.common import legal_moment
from dossiers.models import Dossier, DossierEvent, HandOverItem, Involvement, Task

EARLY, ON_TIME, LATE = "early", "on_time", "late"
RECEIVED_BY = ("receive", "take_in", "receive_and_return")
"""Acts that end in a code: online, at the counter, and where the result is given at once."""

DECIDED_BY = ("finish", "refuse_appraised")
POST = "Bưu chính công ích"


@dataclass(frozen=True)
class Hop:
    """The dossier, or its result, goes from one hand to another. ``outcome`` is empty while there is none."""

    gives: str
    takes: str
    at: str
    giver: str
    taker: str
    outcome: str
    note: str


def hops(dossier: Dossier, events: Sequence[DossierEvent], until: datetime) -> list[Hop]:
    """In the order in which it went, as far as it had come ``until`` then."""
    between = dict(_between(dossier, events, until))
    within = [(at, hop) for at, hop in _within(dossier, until) if at not in between]
    return [hop for _at, hop in sorted([*between.items(), *within], key=lambda one: one[0])]


def on_time(at: datetime, due_at: datetime | None) -> str:
    """Before the day of the appointment, on it, or after the term. Nothing where the law states no term."""
    if due_at is None:
        return ""
    if at > due_at:
        return LATE
    return EARLY if timezone.localdate(at) < timezone.localdate(due_at) else ON_TIME


# --- Between agencies -------------------------------------------------------------------------


def _between(dossier: Dossier, events: Sequence[DossierEvent], until: datetime) -> Iterator[tuple[datetime, Hop]]:
    """A result that was carried under a slip went then, and not when it was signed."""
    way = _Way(dossier)
    is_carried = any(event.action == "send_result" for event in events)
    takers = _takers(dossier, until)
    for event in events:
        ends = way.of(event)
        if ends and not (is_carried and event.action in DECIDED_BY):
            yield event.at, _hop(dossier, event, ends, takers.get(event.values.get("slip", ""), ""))


class _Way:
    """Who gives and who takes by an act, with one query for all of them."""

    def __init__(self, dossier: Dossier) -> None:
        self._filer = str(dossier.submitter or dossier.owner.get("name", ""))
        self._unit, self._agency = dossier.received_by.name, dossier.agency.name
        rows = dossier.involvements.filter(part=Involvement.Part.DECIDING).select_related("agency")
        self._deciding = [(row.since, row.agency.name) for row in rows.order_by("since", "pk")]

    def of(self, event: DossierEvent) -> tuple[str, str] | None:
        """``None`` for an act by which nothing changes hands."""
        agency = self._decides(event.at)
        if event.action in RECEIVED_BY:
            return self._filer, self._unit
        if event.action in (*DECIDED_BY, "send_result", "return_hand_over"):
            return agency, self._unit
        return {
            "forward": (self._unit, agency),
            "return_result": (self._unit, agency),
            "transfer": (event.agency.name if event.agency else "", agency),
            "hand_over": (self._unit, self._filer),
            "hand_to_post": (self._unit, POST),
            "receive_online": (self._unit, self._filer),
        }.get(event.action)

    def _decides(self, at: datetime) -> str:
        """Then: a dossier may have been transferred since."""
        return next((name for since, name in reversed(self._deciding) if since <= at), self._agency)


def _takers(dossier: Dossier, until: datetime) -> dict[str, str]:
    """Who signed for what came under a slip, by its number."""
    accepted = dossier.hand_overs.filter(state=HandOverItem.State.ACCEPTED, decided_at__lte=until)
    return {str(item.slip): item.decided_by_name for item in accepted.select_related("slip")}


def _hop(dossier: Dossier, event: DossierEvent, ends: tuple[str, str], taker: str) -> Hop:
    is_taken = event.action in (*RECEIVED_BY, "receive_online")
    slip = event.values.get("slip", "")
    decided_at = dossier.finished_at if event.action == "send_result" else event.at
    is_decided = event.action in (*DECIDED_BY, "send_result") and decided_at is not None
    return Hop(
        gives=ends[0],
        takes=ends[1],
        at=legal_moment(event.at),
        giver="" if is_taken else event.by_name,
        taker=event.by_name if is_taken else taker,
        outcome=on_time(decided_at, dossier.due_at) if is_decided and decided_at else "",
        note=". ".join(part for part in (f"Phiếu bàn giao {slip}" if slip else "", event.note) if part),
    )


# --- Within an agency -------------------------------------------------------------------------


def _within(dossier: Dossier, until: datetime) -> Iterator[tuple[datetime, Hop]]:
    """From a step that ended to each that began with its end."""
    known = dossier.tasks.filter(begun_at__lte=until).select_related("agency", "assignee", "ended_by")
    tasks = list(known.order_by("begun_at", "pk"))
    for task in tasks:
        if task.ended_at is not None and task.ended_at <= until:
            for after in tasks:
                if after.begun_at == task.ended_at and after.pk != task.pk:
                    yield task.ended_at, _step(task, after, until)


def _step(task: Task, after: Task, until: datetime) -> Hop:
    assert task.ended_at is not None  # noqa: S101
    is_taken = after.assigned_at is not None and after.assigned_at <= until
    return Hop(
        gives=_place(task),
        takes=_place(after),
        at=legal_moment(task.ended_at),
        giver=str(task.ended_by or ""),
        taker=str(after.assignee or "") if is_taken else "",
        outcome=on_time(task.ended_at, task.due_at),
        note=task.remark,
    )


def _place(task: Task) -> str:
    return f"{task.unit or task.agency.name} ({task.name})"


def consulted(dossier: Dossier, until: datetime) -> Iterable[str]:
    """The agencies that take part: asked for an opinion, or with a branch of their own."""
    parts = (Involvement.Part.CONSULTED, Involvement.Part.JOINT)
    rows = dossier.involvements.filter(part__in=parts, since__lte=until).select_related("agency")
    return dict.fromkeys(row.agency.name for row in rows.order_by("since", "pk"))
