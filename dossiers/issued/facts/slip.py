"""The hand-over slip as the counter keeps it: what was given, and what the other side said of each line (A8)."""

from dataclasses import replace

from dossiers.fees import fee_lines
from dossiers.issued.facts.common import short_moment
from dossiers.issued.facts.lists import HandedLine, HandOver, hand_over, handed_line
from dossiers.models import HandOver as Slip
from dossiers.models import HandOverItem

STATES = {
    HandOverItem.State.SENT: "",
    HandOverItem.State.ACCEPTED: "đã nhận",
    HandOverItem.State.RETURNED: "trả lại",
}


def of_slip(slip: Slip) -> HandOver:
    items = list(slip.items.select_related("dossier__edition", "dossier__case", "dossier__agency"))
    signed = max((item for item in items if item.state == HandOverItem.State.ACCEPTED), key=_decided, default=None)
    facts = hand_over(slip.from_agency, slip.to_agency, [_line(item) for item in items], slip.sent_at)
    return replace(
        facts,
        number=str(slip),
        is_of_results=slip.kind == Slip.Kind.RESULTS,
        is_kept=True,
        sent_by=slip.sent_by_name,
        accepted_by=signed.decided_by_name if signed else "",
        accepted_at=short_moment(signed.decided_at) if signed else "",
    )


def _decided(item: HandOverItem) -> str:
    return f"{item.decided_at:%Y%m%d%H%M%S%f}" if item.decided_at else ""


def _line(item: HandOverItem) -> HandedLine:
    said = STATES[HandOverItem.State(item.state)]
    line = handed_line(item.dossier, has_fee=bool(fee_lines(item.dossier)))
    return replace(line, state=f"{said}: {item.reason}" if item.reason else said)
