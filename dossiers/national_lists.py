"""The lists within a dossier's national record (protocols §4.1): papers, fees, supplements, results.

Files travel by address, signed anew in every record: of a record that is compared they are there or not.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import translation

from dossiers.counter.models.intake import PaperTaken
from dossiers.fees import fee_lines, has_fees
from dossiers.models import Attachment, Dossier, Result
from dossiers.reconciliation.canonical import ADDRESSES
from dossiers.shared import by_owner
from dossiers.supplement.models import SupplementRequest
from portal.national.addresses import address
from procedures.models import Fee

Item = dict[str, str]
Record = Mapping[str, Any]
HANDED_IN = {Attachment.Kind.PAPER: "False", Attachment.Kind.REPLACED: "True"}
"""``IsDeleted`` by kind: what a supplement replaced is to be taken off there, too."""

ON_ACCEPTANCE, ON_RETURN = "1", "4"
"""``HinhThucThu``: an amount that a later notice states is collected with the result (assumed)."""

SHEETS = {"originals": "Bản chính", "certified": "Bản sao chứng thực", "photocopies": "Bản chụp"}
"""``LoaiGiayTo`` by what was counted at the counter (its values are nowhere documented; assumed)."""


OWN = {
    "attachments": Attachment.objects.select_related("stored", "component"),
    "papers_taken": PaperTaken.objects.select_related("component"),
    "supplements": SupplementRequest.objects.select_related("asked_by").prefetch_related("items__component"),
    "results": Result.objects.select_related("previous", "file__stored"),
}


def own() -> list[Any]:
    """What to prefetch of a dossier's own rows, so that a batch costs the same number of queries however large it
    is."""
    return ["owner_identity", *(Prefetch(relation, rows.all(), f"told_{relation}") for relation, rows in OWN.items())]


def read_own(dossiers: Mapping[int, Dossier]) -> None:
    """The same as prefetching ``own``, without making a manager for each dossier."""
    prefetch_related_objects([one for one in dossiers.values() if one.owner_identity_id], "owner_identity")
    for relation, rows in OWN.items():
        found = by_owner(rows.all(), "dossier", dossiers.keys())
        for key, dossier in dossiers.items():
            setattr(dossier, f"told_{relation}", found.get(key, []))


def rows_of(dossier: Dossier, relation: str) -> list[Any]:
    """As ``own`` has read them, else asked for now. A plain list: a manager for each would cost more than the rows."""
    found: list[Any] | None = dossier.__dict__.get(f"told_{relation}")
    return list(getattr(dossier, relation).all()) if found is None else found


def papers(dossier: Dossier, until: datetime) -> list[Item]:
    """``TaiLieuNop``: what was handed in, with addresses good until then; what was replaced or taken out is marked.

    What the virus scanner blocks goes nowhere.
    """
    return [_paper(file, until) for file in rows_of(dossier, "attachments") if _was_handed_in(dossier, file)]


def _was_handed_in(dossier: Dossier, file: Attachment) -> bool:
    """What was taken out while it was a draft never left for anybody."""
    left_early = file.removed_at is not None and (
        dossier.submitted_at is None or file.removed_at <= dossier.submitted_at
    )
    return file.kind in HANDED_IN and not left_early


def _paper(file: Attachment, until: datetime) -> Item:
    is_gone = file.removed_at is not None or file.stored.is_infected
    deleted = "True" if is_gone else HANDED_IN[Attachment.Kind(file.kind)]
    return {
        "TepDinhKemId": str(file.uuid),
        "TenTepDinhKem": file.stored.name,
        "IsDeleted": deleted,
        "MaThanhPhanHoSo": file.component.code if file.component else "",
        "DuongDanTaiTepTin": "" if deleted == "True" else address(file.uuid, until),
    }


def sheets(dossier: Dossier) -> list[Item]:
    """``DanhSachTepDinhKemKhac``: what lies in the dossier on paper, as it was counted at the counter."""
    return [
        {"TenGiayTo": taken.component.name, "SoLuong": str(getattr(taken, counted)), "LoaiGiayTo": word}
        for taken in rows_of(dossier, "papers_taken")
        for counted, word in SHEETS.items()
        if getattr(taken, counted)
    ]


def fees(dossier: Dossier) -> list[Item]:
    """``DanhSachLePhi`` in whole đồng, exemptions taken off; ``Gia`` is empty while the amount is not known."""
    if not has_fees(dossier):
        return []
    with translation.override("vi"):
        return [
            {
                "TenPhiLePhi": str(line.label),
                "MaPhiLePhi": f"{dossier.edition.procedure.code}.{line.fee.number}" if line.fee else "",
                "HinhThucThu": ON_RETURN if line.fee and line.fee.rule == Fee.Rule.NOTICE else ON_ACCEPTANCE,
                "Gia": "" if line.amount is None else str(line.amount),
                "LoaiPhiLePhi": line.kind,
            }
            for line in fee_lines(dossier)
        ]


def supplemented(dossier: Dossier, request: SupplementRequest, until: datetime) -> list[Item]:
    """``DanhSachGiayToBoSung``: the files that came with this round, as ``TaiLieuNop`` writes them (assumed)."""
    brought: set[str] = set()
    for item in request.items.all():
        if item.component_id and request.completed_at:
            brought |= set(item.after or []) - set(item.before or [])
    return [_paper(file, until) for file in rows_of(dossier, "attachments") if str(file.uuid) in brought]


def results(dossier: Dossier, until: datetime) -> list[Item]:
    """``DanhSachGiayToKetQua``: the result that counts, once it has reached the applicant and as long as it holds."""
    return [
        {
            "TenGiayTo": f"Kết quả giải quyết số {result.number}",
            "MaThanhPhanHoSo": "",
            "GiayToId": str(result.file.uuid),
            "DuongDanTepTinKetQua": address(result.file.uuid, until),
        }
        for result in rows_of(dossier, "results")
        if is_out(result)
    ]


def is_out(result: Result) -> bool:
    return result.released_at is not None and result.replaced_at is None and result.revoked_at is None


def may_leave(file: Attachment) -> bool:
    """Whether ``file`` is one of those that a record of its dossier names."""
    if file.kind == Attachment.Kind.RESULT:
        return is_out(file.result)
    return file.kind == Attachment.Kind.PAPER and file.removed_at is None


# --- Addresses --------------------------------------------------------------------------------


def has_addresses(record: Record) -> bool:
    """Whether ``record`` names any file that can be had: addresses stand in its lists alone."""
    return any(_names_one(part) for part in record.values() if part and isinstance(part, list))


def _names_one(part: Any) -> bool:
    if isinstance(part, dict):
        return any(bool(value) if name in ADDRESSES else _names_one(value) for name, value in part.items())
    return isinstance(part, list) and any(map(_names_one, part))
