"""What a record must be to be stored (protocols §4.1): what is mandatory, what a value may be, how files are named."""

from typing import Any

from mock_national import catalogue, files, profile
from mock_national.refusal import Refused

Body = dict[str, Any]
DATES = ("NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy")
FILE_FIELDS = ("TepDinhKemId", "TenTepDinhKem", "IsDeleted")
FLAGS = ("True", "False")


def check(record: Body) -> None:
    """Raises ``Refused`` with the code of the dossier and the name of the field."""
    missing = [name for name in profile.MANDATORY if not str(record.get(name, "")).strip()]
    if missing:
        _refuse(record, f"thiếu {', '.join(missing)}")
    if str(record["TrangThaiHoSo"]) not in profile.STATUSES:
        _refuse(record, "trạng thái không hợp lệ")
    if len(str(record.get("GhiChu", ""))) > profile.LONGEST_NOTE:
        _refuse(record, "GhiChu quá dài")
    _check_kinds(record)
    for supplement in record.get("DanhSachHoSoBoSung") or []:
        _check_supplement(record, supplement)
    _check_files(record, record.get("TaiLieuNop") or [])
    if not catalogue.knows(str(record["MaTTHC"])):
        raise Refused(profile.CODE_UNKNOWN_PROCEDURE, f"Hồ sơ {record['MaHoSo']}: mã thủ tục không tồn tại")


def _check_kinds(record: Body) -> None:
    """All values are texts, dates of fourteen digits or empty, codes out of their lists."""
    for name, value in record.items():
        if not isinstance(value, str | list):
            _refuse(record, f"{name} phải là chuỗi ký tự")
    for name in DATES:
        if not profile.MOMENT.fullmatch(str(record.get(name) or "")):
            _refuse(record, f"{name} không đúng dạng yyyyMMddHHmmss")
    for name, allowed in profile.CODES.items():
        if str(record.get(name, allowed[0])) not in allowed:
            _refuse(record, f"{name} không hợp lệ")


def _check_supplement(record: Body, supplement: Body) -> None:
    """A round of supplement: its id, when it was asked, whether it has come, and its files."""
    missing = [name for name in ("HoSoBoSungId", "NgayBoSung") if not str(supplement.get(name, ""))]
    if missing:
        _refuse(record, f"yêu cầu bổ sung thiếu {', '.join(missing)}")
    if str(supplement.get("TrangThaiBoSung")) not in profile.SUPPLEMENT_STATES:
        _refuse(record, "TrangThaiBoSung không hợp lệ")
    _check_files(record, supplement.get("DanhSachGiayToBoSung") or [])


def _check_files(record: Body, named: list[Body]) -> None:
    """A file is known by its id; one that is not removed says where it is."""
    for file in named:
        missing = [name for name in FILE_FIELDS if not str(file.get(name, ""))]
        if missing:
            _refuse(record, f"TaiLieuNop thiếu {', '.join(missing)}")
        if file["IsDeleted"] not in FLAGS:
            _refuse(record, "IsDeleted phải là True hoặc False")
        if file["IsDeleted"] == "False" and not file.get("DuongDanTaiTepTin"):
            _refuse(record, "TaiLieuNop thiếu DuongDanTaiTepTin")


def check_fetched(record: Body) -> None:
    """Raises ``Refused`` where a file cannot be fetched from where the record says it is."""
    for file in files.named(record):
        if not files.can_be_fetched(file):
            raise Refused(profile.CODE_NO_FILE, f"Hồ sơ {record['MaHoSo']}: không mở được tệp {file.name}")


def _refuse(record: Body, words: str) -> None:
    raise Refused(profile.CODE_MISSING_FIELD, f"Hồ sơ {record.get('MaHoSo', '')}: {words}")
