"""Form 05, the control slip that travels with a dossier, and the list of all that was done (quá trình xử lý)."""

from collections.abc import Iterable
from dataclasses import dataclass

from dossiers.issued.facts.common import Common, common, legal_moment, shared, short_moment
from dossiers.issued.facts.hops import Hop, consulted, hops
from dossiers.issued.facts.reception import book_of, serial_in_book
from dossiers.models import Dossier, DossierEvent, IssuedPaper
from dossiers.national import TRAIL


@dataclass(frozen=True)
class ControlSlip(Common):
    """Form 05: one block per hop."""

    book: str
    serial: str
    received_at: str
    due_at: str
    coordinates: str
    hops: list[Hop]


def control_slip(paper: IssuedPaper) -> ControlSlip:
    """As far as the dossier had come when it was issued."""
    dossier = paper.dossier
    return ControlSlip(
        **shared(common(paper)),
        book=book_of(dossier),
        serial=serial_in_book(dossier),
        received_at=legal_moment(dossier.received_at),
        due_at=legal_moment(dossier.due_at or dossier.first_due_at),
        coordinates=", ".join(consulted(dossier, paper.issued_at)),
        hops=hops(dossier, list(_events_until(paper)), paper.issued_at),
    )


def _events_until(paper: IssuedPaper) -> Iterable[DossierEvent]:
    events = paper.dossier.events.select_related("agency").order_by("number")
    return events.filter(number__lte=paper.event.number) if paper.event else events.filter(at__lte=paper.issued_at)


@dataclass(frozen=True)
class Done:
    """A line of what was done."""

    at: str
    by: str
    what: str
    taker: str
    due_at: str


@dataclass(frozen=True)
class Trail(Common):
    lines: list[Done]


def trail(paper: IssuedPaper) -> Trail:
    """Every event until it was issued, in the words that also the nation is told."""
    dossier = paper.dossier
    return Trail(**shared(common(paper)), lines=[_done(dossier, event) for event in _events_until(paper)])


def _done(dossier: Dossier, event: DossierEvent) -> Done:
    unit = dossier.received_by.name
    takers = {"forward": dossier.agency.name, "finish": unit, "submit": unit, "submit_at_nation": unit}
    by = [event.by_name, event.by_title, event.agency.name if event.agency else ""]
    return Done(
        at=short_moment(event.at),
        by=", ".join(part for part in by if part) or "Hệ thống",
        what=TRAIL.get(event.action, event.action),
        taker=takers.get(event.action, ""),
        due_at=short_moment(dossier.first_due_at) if event.action == "receive" else "",
    )
