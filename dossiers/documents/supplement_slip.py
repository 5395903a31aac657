"""Form 02 of TT 01/2018/TT-VPCP: what is to be put right (phiếu yêu cầu bổ sung, hoàn thiện hồ sơ)."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from dossiers.documents.receipt import common, legal_moment
from dossiers.models import Dossier, Status
from dossiers.supplement.models import SupplementItem, SupplementRequest
from dossiers.views.compared import Words

AT_RECEPTION, AT_APPRAISAL = "tiếp nhận hồ sơ", "thẩm định hồ sơ"


@dataclass(frozen=True)
class Line:
    label: str
    reason: str
    what: str


def supplement_page(request: SupplementRequest, sheet: str = "") -> str:
    """Form 02, point by point (A7), as it was asked. ``sheet`` is as for the receipt."""
    dossier = request.dossier
    asked = dossier.events.select_related("agency").get(number=request.asked_in)
    with override("vi"):
        return render_to_string("documents/supplement.html", {
            **common(dossier),
            **_head(dossier, asked.agency),
            "sheet": sheet,
            "number": f"{dossier.public_code}{_round(request)}/HDHS",
            "request": request,
            "lines": _lines(dossier, list(request.items.all())),
            "due_at": legal_moment(request.due_at),
            "stage": AT_RECEPTION if asked.status_before == Status.SUBMITTED or asked.role == "clerk" else AT_APPRAISAL,
            "official": asked.by_name,
            "title": asked.by_title,
            "issued_on": request.asked_at,
        })  # fmt: skip


def _head(dossier: Dossier, agency: Any) -> dict[str, Any]:
    """The agency whose official asks, under the one above it."""
    unit = agency or dossier.received_by
    return {"unit": unit, "head": unit.parent or unit}


def _round(request: SupplementRequest) -> str:
    return "" if request.is_first else f"-{request.number:02d}"


def _lines(dossier: Dossier, items: list[SupplementItem]) -> list[Line]:
    words = Words(dossier)
    return [Line(words.label(item), item.get_reason_display(), item.what) for item in items]
