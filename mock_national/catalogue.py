"""The national database of procedures.

``demo/procedures.json`` and every record of the file ``NATIONAL_CATALOGUE`` names (§5), and what the control door has
changed of them since.
"""

import functools
import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from mock_national.models import ChangedRecord

Record = dict[str, Any]
ONLINE = "2"
NEW_CODE = "9.900001"
"""Of the procedure ``change_some`` adds; the real ones begin with 1, 2 or 3."""


def _lines(path: Path) -> list[Record]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in raw.splitlines() if line.strip()]


@functools.cache
def _read() -> dict[str, Record]:
    """By code, as the files have it; a record of the named file goes before the demonstration's."""
    path = settings.DEMO_DIR / "procedures.json"
    own: list[Record] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    named = _lines(Path(settings.CATALOGUE_FILE)) if settings.CATALOGUE_FILE else []
    return {str(record.get("MATTHC", "")): record for record in [*own, *named]}


def _records() -> dict[str, Record]:
    """As they stand today."""
    changed = dict(ChangedRecord.objects.values_list("code", "record"))
    return {code: record for code, record in (_read() | changed).items() if record is not None}


def change(changes: Mapping[str, Record | None]) -> None:
    """From now on the records have these fields, too; with ``None`` they are listed no more."""
    today = _records()
    rows = [
        ChangedRecord(code=code, record=None if fields is None else today.get(code, _blank(code)) | fields)
        for code, fields in changes.items()
    ]
    ChangedRecord.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=["record"])


def _blank(code: str) -> Record:
    return {"MATTHC": code, "TRANGTHAI": "1"}


def change_some() -> None:
    """What a busy month brings: a name and a requirement corrected, one procedure gone, one new."""
    first, second, third = list(_read().values())[:3]
    new = {**first, "MATTHC": NEW_CODE, "TENTTHC": "Cấp bản sao điện tử giấy khai sinh", "ID": "990001"}
    changes: dict[str, Record | None] = {
        first["MATTHC"]: {"TENTTHC": f"{first['TENTTHC']} (sửa đổi)"},
        second["MATTHC"]: {"YEUCAU": "Nộp hồ sơ trong thời hạn do pháp luật quy định."},
        third["MATTHC"]: None,
        NEW_CODE: new,
    }
    change(changes)


def knows(code: str) -> bool:
    return code in _records()


def listed() -> list[Record]:
    return [{"MATTHC": code, "TENTTHC": record.get("TENTTHC", "")} for code, record in _records().items()]


def procedure(code: str) -> list[Record]:
    record = _records().get(code)
    return [record] if record else []


PLAIN: dict[str, dict[str, str]] = {
    "GioiTinh": {"1": "Nam", "2": "Nữ", "3": "Khác"},
    "TinhTrangHonNhan": {"1": "Chưa kết hôn", "2": "Đã kết hôn", "3": "Đã ly hôn", "4": "Góa"},
    "DoiTuong": {"1": "Công dân", "2": "Doanh nghiệp", "3": "Cơ quan nhà nước", "4": "Tổ chức khác"},
    "CapThucHien": {"0": "Cấp Bộ", "1": "Cấp Tỉnh", "2": "Cấp Huyện", "3": "Cấp Xã"},
    "DanToc": {"01": "Kinh", "02": "Tày", "03": "Thái", "05": "Mường", "07": "Nùng", "14": "Sán Chay", "16": "Sán Dìu"},
    "TonGiao": {"0": "Không", "1": "Phật giáo", "2": "Công giáo", "3": "Tin lành", "4": "Cao Đài"},
    "QuocGia": {"VN": "Việt Nam"},
    "TinhThanh": {"24": "Tỉnh Bắc Giang"},
}
"""Catalogues of codes and words (§3.3: names seen, columns assumed), as far as the demonstration needs them."""


def plain(name: str) -> list[Record]:
    return [{"MA": code, "TEN": words} for code, words in PLAIN[name].items()]


def online_services() -> list[Record]:
    """``LayDVC`` (§5): every listed procedure that has an online channel, with its level by agency."""
    found = []
    for code, record in _records().items():
        ways = [str(way.get("KENH", "")) for way in record.get("CACHTHUCTHUCHIEN") or []]
        if ONLINE in ways:
            found.append(_service(code, record))
    return found


def _service(code: str, record: Record) -> Record:
    field: Record = next(iter(record.get("LINHVUCTHUCHIEN") or []), {})
    units = record.get("COQUANTHUCHIEN") or []
    return {
        "MADVC": f"{code}.01",
        "TENDVC": record.get("TENTTHC", ""),
        "MATTHC": code,
        "TENTTHC": record.get("TENTTHC", ""),
        "TENCOQUANBANHANH": record.get("MACOQUANCONGBO", ""),
        "TENLINHVUC": field.get("TENLINHVUC", ""),
        "APDUNGDVC": [{"MACOQUANTHUCHIEN": str(unit.get("MADONVI", "")), "MUCDO": "3"} for unit in units],
    }


def decision(number: str) -> list[Record]:
    """``LayQDCB`` (§5): the decision that published procedures (fields unknown; assumed)."""
    found = [code for code, record in _records().items() if str(record.get("IDQUYETDINHCONGBO", "")) == number]
    return [{"IDQDCB": number, "DANHSACHTTHC": [{"MATTHC": code} for code in found]}] if number and found else []


def fields() -> list[Record]:
    found: dict[str, Record] = {}
    for record in _records().values():
        for item in record.get("LINHVUCTHUCHIEN") or []:
            code = str(item.get("MALINHVUC", ""))
            found.setdefault(
                code, {"MALINHVUC": code, "TENLINHVUC": item.get("TENLINHVUC", ""), "MANGANH": code.split("-")[0]}
            )
    return list(found.values())


@functools.cache
def agencies() -> list[Record]:
    path = settings.DEMO_DIR / "agencies.json"
    units = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [
        {"MADONVI": unit["code_2016"], "TENDONVI": unit["name"], "CAPDONVI": str(unit.get("level", ""))}
        for unit in units
    ]
