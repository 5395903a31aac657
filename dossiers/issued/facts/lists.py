"""Form 06, the book of dossiers, and the hand-over slip (phiếu bàn giao): papers about many dossiers."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dossiers.issued.facts.common import PLACE, above, legal_day, short_day, short_moment
from dossiers.models import Dossier
from portal.agencies.models import Agency

WAYS = {
    Dossier.ReturnBy.COUNTER: "Trực tiếp",
    Dossier.ReturnBy.POST: "Bưu chính",
    Dossier.ReturnBy.ONLINE: "Trực tuyến",
}


@dataclass(frozen=True)
class BookLine:
    number: int
    code: str
    procedure: str
    sets: str
    owner: str
    contact: str
    decides: str
    received: str
    due: str
    returned: str
    way: str
    note: str


@dataclass(frozen=True)
class Book:
    """Some lines of form 06; ``first_page`` goes on where the lines before ended."""

    above: str
    unit: str
    year: str
    since: str
    until: str
    lines: list[BookLine]
    first_page: int
    is_last: bool


def book_line(number: int, dossier: Dossier) -> BookLine:
    contact = (dossier.owner.get("address", ""), dossier.owner.get("phone", ""))
    return BookLine(
        number=number,
        code=dossier.code or "",
        procedure=dossier.procedure_name,
        sets=f"{dossier.edition.sets:02d}",
        owner=dossier.owner.get("name", ""),
        contact=", ".join(part for part in contact if part),
        decides=dossier.agency.name,
        received=short_moment(dossier.received_at),
        due=short_moment(dossier.due_at or dossier.first_due_at),
        returned=short_moment(dossier.handed_over_at),
        way=WAYS[Dossier.ReturnBy(dossier.return_by)],
        note=str(dossier.get_status_display()) if not dossier.handed_over_at else "",
    )


@dataclass(frozen=True)
class HandedLine:
    code: str
    content: str
    result: str
    owner: str
    address: str
    has_fee: bool
    goes_by_post: bool
    state: str = ""
    """What the receiving side said of it."""


@dataclass(frozen=True)
class HandOver:
    """Phiếu bàn giao, of dossiers or of results. ``is_kept``: the counter has it as a row, with its number, who gave
    it, and who was the last to accept a line of it."""

    above: str
    unit: str
    number: str
    place_and_day: str
    is_of_results: bool
    gives: str
    takes: str
    at: str
    lines: list[HandedLine]
    is_kept: bool = False
    sent_by: str = ""
    accepted_by: str = ""
    accepted_at: str = ""


def hand_over(gives: Agency, takes: Agency, lines: list[HandedLine], at: datetime) -> HandOver:
    return HandOver(
        above=above(gives),
        unit=gives.name,
        number="",
        place_and_day=f"{PLACE}, {legal_day(timezone.localdate(at))}",
        is_of_results=any(line.result for line in lines),
        gives=gives.name,
        takes=takes.name,
        at=short_moment(at),
        lines=lines,
    )


def handed_line(dossier: Dossier, *, has_fee: bool) -> HandedLine:
    return HandedLine(
        code=dossier.public_code,
        content=dossier.procedure_name + (f". {dossier.summary}" if dossier.summary else ""),
        result=f"{dossier.result_number}, {short_day(dossier.finished_at)}" if dossier.finished_at else "",
        owner=dossier.owner.get("name", ""),
        address=dossier.owner.get("address", ""),
        has_fee=has_fee,
        goes_by_post=dossier.return_by == Dossier.ReturnBy.POST,
    )
