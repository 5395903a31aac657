"""What a citizen who types the code of a dossier at the national portal has to pay there (protocols §7.5).

As far as the fees of its edition say: what was paid already is known once the room of payments exists.
"""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from dossiers.fees import fee_lines
from dossiers.models import Dossier, Hold, Status
from procedures import fees
from procedures.fees import Line
from procedures.models import Channel, Fee

PAYABLE = {Status.RECEIVED, Status.IN_PROCESS, Status.FINANCIAL_DUTY, Status.SUPPLEMENT, Status.FINISHED}
"""From acceptance until the result is handed over; a dossier that rests or is over owes nothing."""

FEES_AND_CHARGES = 2
"""``MaDichVu`` (§7.2); fines are 1."""

LONGEST_NAME = 250


class UnknownDossier(Exception):
    """No dossier bears this code."""


def look_up(code: str) -> dict[str, Any] | None:
    """What is owed under the legal, provisional or national ``code``; nothing where that is nought or not known yet.

    Raises ``UnknownDossier``.
    """
    named = Q(code=code) | Q(provisional_number=code) | Q(national_code=code)
    whole = Dossier.objects.select_related("edition__procedure", "case", "received_by", "agency")
    dossier = whole.filter(named).exclude(status=Status.DRAFT).first()
    if dossier is None:
        raise UnknownDossier
    lines = _lines(dossier) if dossier.status in PAYABLE else []
    return _bill(dossier, lines) if lines else None


def _lines(dossier: Dossier) -> list[dict[str, Any]]:
    """The financial duty that is waited for; else the fees of what was filed online, for the counter takes its own."""
    if dossier.status == Status.FINANCIAL_DUTY:
        duty = dossier.holds.open().filter(kind=Hold.Kind.DUTY).first()
        return [_line("Nghĩa vụ tài chính", duty.amount)] if duty and duty.amount else []
    charged = fee_lines(dossier) if dossier.channel == Channel.ONLINE else []
    return [_of_fee(line) for line in charged if line.amount] if fees.total(charged) else []


def _of_fee(line: Line) -> dict[str, Any]:
    kind = line.fee.kind if line.fee else Fee.Kind.CHARGE
    return _line((line.fee.name if line.fee else "") or line.label, line.amount or 0, kind)


def _line(name: str, amount: int, kind: str = Fee.Kind.CHARGE) -> dict[str, Any]:
    return {"LoaiPhiLePhi": str(kind), "MaPhiLePhi": str(kind), "TenPhiLePhi": name, "SoTien": amount}


def _bill(dossier: Dossier, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The fields of ``ThongTinBienLai`` flat (§7.2, §7.5). The account that is paid into belongs to the room of
    payments; who pays is not told: they know."""
    at, code = timezone.localtime(), dossier.public_code
    return {
        "transaction_id": f"{dossier.pk:010d}{at:%y%m%d%H%M}"[:20],
        "client_id": settings.NATIONAL.unit,
        "MaTraCuuTT": f"{code}{at:%Y%m%d%H%M%S}",
        "MaDichVu": FEES_AND_CHARGES,
        "MaTTHC": dossier.edition.procedure.code,
        "TenTTHC": dossier.edition.name[:LONGEST_NAME],
        "MaDonVi": dossier.agency.code_2016,
        "TenDonVi": dossier.agency.name,
        "MaHoSo": code,
        "PhiLePhi": lines,
        "DSKhoanNop": [{"NoiDung": line["TenPhiLePhi"], "SoTien": str(line["SoTien"])} for line in lines],
        "NoiDungThanhToan": f"Phí, lệ phí hồ sơ {code}",
        "NgayQD": f"{at:%Y%m%d}",
        "TKThuHuong": "", "MaNHThuHuong": "", "TenTKThuHuong": "",
    }  # fmt: skip
