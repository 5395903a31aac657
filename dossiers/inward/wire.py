"""A dossier as the nation sends it: the generic form (protocols §8, proposed: names of §4.1), read into plain values.

Everything here is refused by the name of its field, so that who sent it can put it right. Wire texts are Vietnamese in
every language of the screen. Nothing is read from the database.
"""

import base64
import binascii
import hashlib
import json
import re
import unicodedata
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from portal.national.files import is_ours

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-_/]{0,79}\Z")
NEW = "1"
"""``TrangThaiHoSo`` of what has just been submitted (§4.2)."""

OWNERS = {"1": "self", "2": "business", "3": "organisation", "4": "organisation"}
RETURNED_BY = {"0": "counter", "1": "post"}
ANSWERS = {
    "ChuHoSo": "owner_name",
    "NgaySinhChuHoSo": "owner_born_on",
    "DiaChiChuHoSo": "owner_address",
    "NguoiDaiDien": "owner_representative",
    "SoDienThoai": "phone",
    "Email": "email",
    "TrichYeuHoSo": "summary",
}
"""Fields and the questions they answer where the form of the edition has them."""

NUMBERS = ("SoGiayToChuHoSo", "MaSoThue")
UNDERSTOOD = {
    *ANSWERS, *NUMBERS, "MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "MaCoQuanThucHien", "DonViXuLy",
    "LoaiDoiTuong", "MaDoiTuong", "TrangThaiHoSo", "NgayNopHoSo", "HinhThuc", "TaiLieuNop", "TruongHop",
}  # fmt: skip
LABELS = {"ThongTinKhac": "Thông tin khác", "GhiChu": "Ghi chú", "Fax": "Số fax", "SoBienNhan": "Số biên nhận"}
"""What of the rest people can read by another name than the wire's."""

LONGEST_LINE, LONGEST_TEXT, MOST_OTHERS = 300, 2000, 60
NOT_TEXT = "phải là chuỗi ký tự"


class Refused(Exception):
    """Nothing was stored. ``field`` names what is wrong."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}" if field else reason)


@dataclass(frozen=True)
class SentFile:
    """A file inline (``content``) or by its address at the nation; ``place`` is what a refusal calls it."""

    place: str
    name: str
    component: str
    content: bytes = b""
    address: str = ""


@dataclass(frozen=True)
class Sent:
    code: str
    procedure: str
    unit: str
    unit_name: str
    case: str
    owner_is: str
    number: str
    tech_id: uuid.UUID | None
    sent_at: datetime | None
    return_by: str
    texts: Mapping[str, str]
    others: list[dict[str, str]]
    digest: str
    files: list[SentFile] = field(default_factory=list)


def document(body: bytes) -> dict[str, Any]:
    """Raises ``Refused``."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("", "Dữ liệu gửi không phải JSON hợp lệ") from error
    if not isinstance(read, dict):
        raise Refused("", "Dữ liệu gửi phải là một đối tượng JSON")
    return read


def code_of(sent: Mapping[str, Any]) -> str:
    """The national code, under which everything is done once. Raises ``Refused``."""
    code = _text(sent, "MaHoSo")
    if not CODE.match(code):
        raise Refused("MaHoSo", "thiếu hoặc không đúng dạng mã hồ sơ")
    return code


def read(sent: Mapping[str, Any]) -> Sent:
    """Raises ``Refused``."""
    if _text(sent, "TrangThaiHoSo") != NEW:
        raise Refused("TrangThaiHoSo", "hồ sơ mới nộp phải có trạng thái 1")
    kind = OWNERS.get(_text(sent, "LoaiDoiTuong"))
    if kind is None:
        raise Refused("LoaiDoiTuong", "phải là 1, 2, 3 hoặc 4")
    texts = {name: _text(sent, name, LONGEST_TEXT if name == "TrichYeuHoSo" else LONGEST_LINE) for name in ANSWERS}
    texts["NgaySinhChuHoSo"] = _day(sent, "NgaySinhChuHoSo")
    if not texts["ChuHoSo"]:
        raise Refused("ChuHoSo", "thiếu tên chủ hồ sơ")
    return Sent(
        code=code_of(sent),
        procedure=_needed(sent, "MaTTHC"),
        unit=_text(sent, "MaCoQuanThucHien"),
        unit_name=_text(sent, "DonViXuLy"),
        case=_text(sent, "TruongHop", LONGEST_TEXT),
        owner_is=kind,
        number=next(filter(None, (_text(sent, name) for name in NUMBERS)), ""),
        tech_id=_tech_id(sent),
        sent_at=_moment(sent, "NgayNopHoSo"),
        return_by=_return_by(sent),
        texts={name: text for name, text in texts.items() if text},
        others=list(_others(sent)),
        digest=digest(sent),
        files=list(_files(sent)),
    )


def digest(sent: Mapping[str, Any]) -> str:
    """Of all but the contents of files, to tell whether a repeat says the same."""
    light = {name: value for name, value in sent.items() if name != "TaiLieuNop"}
    return hashlib.sha256(json.dumps(light, sort_keys=True).encode()).hexdigest()


def _text(sent: Mapping[str, Any], name: str, longest: int = LONGEST_LINE, place: str = "") -> str:
    """Numbers are taken for their digits: both occur (§1)."""
    value = sent.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Refused(place or name, NOT_TEXT)
    text = unicodedata.normalize("NFC", str(value).replace("\r\n", "\n").strip())
    if len(text) > longest:
        raise Refused(place or name, f"dài quá {longest} ký tự")
    if any(unicodedata.category(one) in ("Cc", "Cs") and one not in "\n\t" for one in text):
        raise Refused(place or name, "có ký tự không hợp lệ")
    return text


def _needed(sent: Mapping[str, Any], name: str) -> str:
    text = _text(sent, name)
    if not text:
        raise Refused(name, "thiếu")
    return text


def _tech_id(sent: Mapping[str, Any]) -> uuid.UUID | None:
    text = _text(sent, "MaDoiTuong")
    try:
        return uuid.UUID(text) if text else None
    except ValueError as error:
        raise Refused("MaDoiTuong", "không phải mã định danh kỹ thuật") from error


def _moment(sent: Mapping[str, Any], name: str) -> datetime | None:
    text = _text(sent, name)
    try:
        return timezone.make_aware(datetime.strptime(text, "%Y%m%d%H%M%S")) if text else None
    except ValueError as error:
        raise Refused(name, "phải có dạng yyyyMMddHHmmss") from error


def _day(sent: Mapping[str, Any], name: str) -> str:
    """As answers keep a day."""
    text = _text(sent, name)
    try:
        return datetime.strptime(text, "%Y%m%d").date().isoformat() if text else ""
    except ValueError as error:
        raise Refused(name, "phải có dạng yyyyMMdd") from error


def _return_by(sent: Mapping[str, Any]) -> str:
    text = _text(sent, "HinhThuc") or "0"
    if text not in RETURNED_BY:
        raise Refused("HinhThuc", "phải là 0 hoặc 1")
    return RETURNED_BY[text]


def _others(sent: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Everything nobody asked for, as text: it is shown, and nothing follows from it."""
    rest = {name: value for name, value in sent.items() if name not in UNDERSTOOD and value not in ("", None, [], {})}
    if len(rest) > MOST_OTHERS:
        raise Refused("", f"có quá {MOST_OTHERS} trường ngoài biểu mẫu")
    for name, value in rest.items():
        is_plain = isinstance(value, str | int) and not isinstance(value, bool)
        plain = value if is_plain else json.dumps(value, ensure_ascii=False)
        label = _text({"name": LABELS.get(name, name)}, "name", place=name[:LONGEST_LINE])
        yield {"name": label, "value": _text({name: plain}, name, LONGEST_TEXT)}


# --- Files ------------------------------------------------------------------------------------


def _files(sent: Mapping[str, Any]) -> Iterator[SentFile]:
    listed = sent.get("TaiLieuNop") or []
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise Refused("TaiLieuNop", "phải là một danh sách tệp")
    if len(listed) > settings.DOSSIER_FILES_MAX:
        raise Refused("TaiLieuNop", f"có quá {settings.DOSSIER_FILES_MAX} tệp")
    for number, one in enumerate(listed):
        if str(one.get("IsDeleted")) != "True":
            yield _file(one, f"TaiLieuNop[{number}]")


def _file(one: Mapping[str, Any], place: str) -> SentFile:
    name = _text(one, "TenTepDinhKem", place=f"{place}.TenTepDinhKem")
    component = _text(one, "MaThanhPhanHoSo", place=f"{place}.MaThanhPhanHoSo")
    address = _text(one, "DuongDanTaiTepTin", 1000, place=f"{place}.DuongDanTaiTepTin")
    inline = one.get("Base64")
    if not name:
        raise Refused(f"{place}.TenTepDinhKem", "thiếu tên tệp")
    if bool(inline) == bool(address):
        raise Refused(place, "cần đúng một trong hai: Base64 hoặc DuongDanTaiTepTin")
    if address and not is_ours(address):
        raise Refused(f"{place}.DuongDanTaiTepTin", "địa chỉ không thuộc Cổng Dịch vụ công quốc gia")
    content = b"" if address else _decoded(inline, f"{place}.Base64")
    return SentFile(place, name[:200], component, content, address)


def _decoded(inline: Any, place: str) -> bytes:
    if not isinstance(inline, str):
        raise Refused(place, NOT_TEXT)
    if len(inline) > settings.FILE_BYTES_MAX * 3 // 2:
        raise Refused(place, f"tệp lớn quá {settings.FILE_BYTES_MAX // settings.MEGABYTE} MB")
    try:
        return base64.b64decode("".join(inline.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(place, "không phải Base64 hợp lệ") from error
