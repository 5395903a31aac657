"""What the nation holds, by digest: so that a province can compare without asking for every record (assumed services,
documented in ``docs/integration.md``).

A record's digest is SHA-256 over its fields, of the addresses of files only whether they are there, without removed
files, without what is empty, lists in order of their own text. That of a trail is over its lines in order of time.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models.fields.json import KT
from django.db.models.functions import Substr

from mock_national.models import DossierCopy, ProgressLine

Body = dict[str, Any]
ADDRESSES = ("DuongDanTaiTepTin", "DuongDanTepTinKetQua")
TOLD_OF_A_LINE = ("ThoiDiemXuLy", "TrangThai", "NguoiXuLy", "NoiDungXuLy")


def by_day(body: Body) -> list[Body]:
    """``DoiSoatHoSoMC`` {tungay, denngay as yyyyMMdd}: number and digest for each day of acceptance and unit."""
    first, last = str(body.get("tungay", "")), str(body.get("denngay", ""))
    piles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in _entries(DossierCopy.objects.alias(day=_day()).filter(day__gte=first, day__lte=last)):
        line = f"{entry['MaHoSo']}:{entry['MaBamHoSo']}:{entry['MaBamTienDo']}\n"
        piles[entry["Ngay"], entry["DonViXuLy"]].append(line)
    return [
        {"Ngay": day, "DonViXuLy": unit, "SoLuong": str(len(lines)), "MaBam": _sha("".join(sorted(lines)))}
        for (day, unit), lines in sorted(piles.items())
    ]


def of_day(body: Body) -> list[Body]:
    """``DoiSoatChiTietHoSoMC`` {ngay}: every dossier of a day of acceptance with its two digests."""
    return list(_entries(DossierCopy.objects.alias(day=_day()).filter(day=str(body.get("ngay", "")))))


def trail(body: Body) -> list[Body]:
    """``DoiSoatTienDoHoSoMC`` {mahoso}: the lines of one trail, by what tells them apart."""
    lines = ProgressLine.objects.filter(code=str(body.get("mahoso", ""))).order_by("at", "pk")
    return [{name: str(line.line.get(name, "")) for name in TOLD_OF_A_LINE} for line in lines]


def _day() -> Substr:
    return Substr(KT("record__NgayTiepNhan"), 1, 8)


def _entries(copies: Any) -> Iterator[Body]:
    held = list(copies.values_list("code", "record"))
    trails = _trails({code for code, _ in held})
    for code, record in held:
        yield {
            "MaHoSo": code,
            "Ngay": str(record.get("NgayTiepNhan", ""))[:8],
            "DonViXuLy": str(record.get("DonViXuLy", "")),
            "MaBamHoSo": _sha(_said(record)),
            "MaBamTienDo": _sha("".join(sorted(trails.get(code, [])))),
        }


def _trails(codes: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, line in ProgressLine.objects.filter(code__in=codes).values_list("code", "line"):
        found[code].append("|".join(str(line.get(name, "")) for name in TOLD_OF_A_LINE) + "\n")
    return found


def _said(value: Any) -> str:
    """A value as canonical JSON; empty text for what counts as nothing."""
    if isinstance(value, dict):
        fields = sorted((name, _there(held) if name in ADDRESSES else _said(held)) for name, held in value.items())
        inside = ",".join(f"{_quoted(name)}:{text}" for name, text in fields if text)
        return f"{{{inside}}}" if inside else ""
    if isinstance(value, list):
        items = sorted(filter(None, (_said(item) for item in value if not _is_removed(item))))
        return f"[{','.join(items)}]" if items else ""
    return _quoted(str(value)) if value not in (None, "") else ""


def _there(address: Any) -> str:
    """An address is signed anew each time: it is there or not."""
    return "true" if address else ""


def _is_removed(item: Any) -> bool:
    return isinstance(item, dict) and str(item.get("IsDeleted")) == "True"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
