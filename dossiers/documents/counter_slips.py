"""Papers of the counter (A8): hand-over slip, receipt of a collected result, forms 02 and 03 given at once.

The facts of each paper are a frozen dataclass made by one function; the page is made of nothing else.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from dossiers.documents.receipt import legal_moment
from dossiers.models import Collection, Dossier, Guidance, HandOver, HandOverItem
from portal.agencies.models import Agency

KINDS = {HandOver.Kind.DOSSIERS: "hồ sơ", HandOver.Kind.RESULTS: "kết quả giải quyết hồ sơ"}
STATES = {
    HandOverItem.State.SENT: "",
    HandOverItem.State.ACCEPTED: "đã nhận",
    HandOverItem.State.RETURNED: "trả lại",
}
PROOFS = {
    Collection.Proof.IDENTITY: "chủ hồ sơ",
    Collection.Proof.BROUGHT: "người nộp hồ sơ, có giấy tiếp nhận",
    Collection.Proof.AUTHORISED: "người được ủy quyền",
}


@dataclass(frozen=True)
class HandOverLine:
    code: str
    name: str
    owner: str
    address: str
    result: str
    by_post: bool
    state: str


@dataclass(frozen=True)
class HandOverFacts:
    """Phiếu bàn giao: who gave what to whom, when, and what the other side said of each line."""

    number: str
    what: str
    giver: str
    receiver: str
    sent_at: str
    sent_by: str
    accepted_at: str
    accepted_by: str
    lines: list[HandOverLine]


def hand_over_facts(slip: HandOver) -> HandOverFacts:
    items = list(slip.items.select_related("dossier__edition"))
    accepted = sorted((item for item in items if item.state == HandOverItem.State.ACCEPTED), key=_decided)
    return HandOverFacts(
        number=str(slip),
        what=KINDS[HandOver.Kind(slip.kind)],
        giver=slip.from_agency.name,
        receiver=slip.to_agency.name,
        sent_at=legal_moment(slip.sent_at),
        sent_by=slip.sent_by_name,
        accepted_at=legal_moment(accepted[-1].decided_at) if accepted else "",
        accepted_by=accepted[-1].decided_by_name if accepted else "",
        lines=[_line(item) for item in items],
    )


def _decided(item: HandOverItem) -> datetime:
    return item.decided_at or item.slip.sent_at


def _line(item: HandOverItem) -> HandOverLine:
    dossier: Dossier = item.dossier
    said = STATES[HandOverItem.State(item.state)]
    return HandOverLine(
        code=dossier.public_code,
        name=dossier.edition.name,
        owner=dossier.owner.get("name", ""),
        address=dossier.owner.get("address", ""),
        result=dossier.result_number,
        by_post=dossier.return_by == Dossier.ReturnBy.POST,
        state=f"{said}: {item.reason}" if item.reason else said,
    )


def hand_over_page(slip: HandOver, sheet: str = "") -> str:
    """A4. ``sheet`` is the address of the style sheet where the page itself is shown."""
    facts = hand_over_facts(slip)
    return render_to_string(
        "documents/handover.html", _headed(slip.from_agency, slip.sent_at, sheet) | {"facts": facts}
    )


@dataclass(frozen=True)
class CollectionFacts:
    """Giấy biên nhận trả kết quả."""

    code: str
    procedure: str
    owner: str
    result: str
    receiver: str
    id_number: str
    proof: str
    authority: str
    originals: list[dict[str, Any]]
    at: str
    official: str


def collection_facts(collection: Collection) -> CollectionFacts:
    dossier = collection.dossier
    return CollectionFacts(
        code=dossier.public_code,
        procedure=dossier.edition.name,
        owner=dossier.owner.get("name", ""),
        result=dossier.result_number,
        receiver=collection.name,
        id_number=collection.id_number,
        proof=PROOFS[Collection.Proof(collection.proof)],
        authority=collection.authority,
        originals=list(collection.originals),
        at=legal_moment(collection.at),
        official=collection.by_name,
    )


def collection_page(collection: Collection, sheet: str = "") -> str:
    facts = collection_facts(collection)
    head = _headed(collection.dossier.received_by, collection.at, sheet)
    return render_to_string("documents/collection.html", head | {"facts": facts})


def guidance_page(slip: Guidance, sheet: str = "") -> str:
    """Form 02 or form 03, given at the counter to who could not hand in."""
    template = "documents/guidance.html" if slip.kind == Guidance.Kind.INCOMPLETE else "documents/refused.html"
    return render_to_string(template, _headed(slip.unit, slip.at, sheet) | {"slip": slip, "hotline": settings.HOTLINE})


def _headed(unit: Agency, at: datetime, sheet: str) -> dict[str, Any]:
    return {"unit": unit, "head": unit.parent or unit, "issued_on": at, "sheet": sheet}
