"""Form 01 of TT 01/2018/TT-VPCP.

Receipt of the dossier and appointment for the result; and the acknowledgement of an online submission.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from dossiers.models import Attachment, Dossier
from dossiers.tracking import secret
from portal.accounts.models import Identity
from procedures.models import Channel, TimeLimit

RECEIVED_BY = ("receive", "take_in", "receive_and_return")
CHANNELS = {Channel.COUNTER: "trực tiếp", Channel.ONLINE: "trực tuyến", Channel.POST: "qua bưu chính"}
RETURNS = {
    Dossier.ReturnBy.COUNTER: "trực tiếp tại {unit}",
    Dossier.ReturnBy.POST: "qua dịch vụ bưu chính công ích, đến địa chỉ nêu trên",
    Dossier.ReturnBy.ONLINE: "trực tuyến, trên trang hồ sơ của người nộp",
}
UNITS = {
    TimeLimit.Unit.WORKING_DAYS: "{n} ngày làm việc",
    TimeLimit.Unit.CALENDAR_DAYS: "{n} ngày",
    TimeLimit.Unit.HOURS: "{n} giờ làm việc",
    TimeLimit.Unit.MONTHS: "{n} tháng",
    TimeLimit.Unit.SAME_DAY: "trong ngày làm việc",
    TimeLimit.Unit.UNKNOWN: "theo quy định của thủ tục",
}


def receipt_page(dossier: Dossier, sheet: str = "") -> str:
    """Form 01, point by point (A7), with the appointment made at reception. Needs a received dossier.

    ``sheet`` is the address of the style sheet where the page itself is shown; the printer has its own.
    """
    received = dossier.events.filter(action__in=RECEIVED_BY).select_related("by").first()
    limit = dossier.case.time_limit(dossier.channel)
    context = {
        **common(dossier),
        "sheet": sheet,
        "number": f"{dossier.code}/TNHS",
        "received_at": legal_moment(dossier.received_at),
        "due_at": legal_moment(dossier.first_due_at) if dossier.first_due_at else "theo quy định của thủ tục",
        "time_limit": legal_length(limit),
        "return_by": RETURNS[Dossier.ReturnBy(dossier.return_by)].format(unit=dossier.received_by.name),
        "official": received.by_name if received else "",
        "issued_on": dossier.received_at,
    }
    return render_to_string("documents/receipt.html", context)


def submission_page(dossier: Dossier, sheet: str = "") -> str:
    """What the citizen holds before acceptance: that the dossier arrived, when, and by when an official answers."""
    context = {
        **common(dossier),
        "sheet": sheet,
        "submitted_at": legal_moment(dossier.submitted_at),
        "answer_by": legal_moment(dossier.reception_due_at) if dossier.reception_due_at else "",
        "issued_on": dossier.submitted_at,
    }
    return render_to_string("documents/submission.html", context)


def common(dossier: Dossier) -> dict[str, Any]:
    """What every paper of a dossier says."""
    return {
        "dossier": dossier,
        "unit": dossier.received_by,
        "head": dossier.received_by.parent or dossier.received_by,
        "owner": dossier.owner,
        "filer": _filer(dossier),
        "channel": CHANNELS[Channel(dossier.channel)],
        "papers": _papers(dossier),
        "taken": dossier.papers_taken.select_related("component"),
        "sets": f"{_sets(dossier):02d}",
        "qr": qr(dossier),
        "secret": secret.grouped(secret.of(dossier)),
        "hotline": settings.HOTLINE,
        "lookup": settings.PORTAL_URL.removeprefix("https://") + reverse("lookup"),
    }


@dataclass(frozen=True)
class Filer:
    """Who hands the dossier in: point 3 of the form. The owner, unless somebody files for them (point 5)."""

    name: str
    address: str
    number: str
    is_owner: bool


def _sets(dossier: Dossier) -> int:
    return dossier.intake.sets if hasattr(dossier, "intake") else 1


def _filer(dossier: Dossier) -> Filer:
    owner, submitter = dossier.owner, dossier.submitter
    brought = dossier.intake.brought_by if hasattr(dossier, "intake") else {}
    if brought:
        return Filer(brought["name"], brought.get("address", ""), brought["id_number"], False)
    if submitter is None or (dossier.owner_identity and dossier.owner_identity.user_id == submitter.pk):
        number = owner.get("tax_code") or owner.get("id_number", "")
        return Filer(owner.get("name") or str(submitter or ""), owner.get("address", ""), number, True)
    known = Identity.objects.filter(user=submitter).first()
    if known is None:
        return Filer(str(submitter), "", "", False)
    return Filer(str(known), known.address, known.tax_code or known.id_number or known.passport, False)


def _papers(dossier: Dossier) -> list[dict[str, Any]]:
    """One line a component that was handed in, with the number of its electronic copies."""
    lines: dict[Any, dict[str, Any]] = {}
    handed = dossier.attachments.filter(kind=Attachment.Kind.PAPER, removed_at__isnull=True).select_related(
        "component", "stored"
    )
    for attachment in handed:
        name = attachment.component.name if attachment.component else attachment.stored.name
        line = lines.setdefault(attachment.component_id or attachment.pk, {"name": name, "count": 0})
        line["count"] += 1
    return list(lines.values())


def qr(dossier: Dossier) -> SafeString:
    """The public look-up of this dossier. What stands behind ``#`` no browser sends: the secret reaches no log."""
    query = f"?ma={dossier.public_code}#k={secret.of(dossier)}"
    return drawn(settings.PORTAL_URL + reverse("lookup") + query)


def drawn(address: str) -> SafeString:
    return mark_safe(segno.make(address, error="m").svg_inline(border=1, omitsize=True))  # noqa: S308  (drawn by us)


def legal_moment(at: datetime | None) -> str:
    """«9 giờ 05 phút, ngày 03 tháng 02 năm 2020»."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{local.hour} giờ {local.minute:02d} phút, ngày {local.day:02d} tháng {local.month:02d} năm {local.year}"


def legal_length(limit: TimeLimit | None) -> str:
    if limit is None:
        return UNITS[TimeLimit.Unit.UNKNOWN]
    number = f"{limit.value.normalize():f}".replace(".", ",")
    return UNITS[TimeLimit.Unit(limit.unit)].format(n=number.zfill(2) if len(number) == 1 else number)
