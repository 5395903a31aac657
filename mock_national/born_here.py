"""What a province says of dossiers born here, and how content people were there (protocols §4.4, §4.6)."""

import re
from typing import Any

from mock_national import profile
from mock_national.filed import follow
from mock_national.kept import SatisfactionCopy, StateCopy
from mock_national.refusal import Refused

Body = dict[str, Any]
MONTH = re.compile(r"(?:[1-9]|1[0-2])-\d{4}")
SHARES = [f"PhanTramDanhGia{of}{grade}" for of in ("", "DichVu") for grade in ("RatHaiLong", "HaiLong", "ChuaHaiLong")]
NEEDED = ("MaHoSo", "MaHoSoDonVi", "NgayXuLy", "TrangThai")


def take_state(body: Body) -> list[Body]:
    """``DongBoTrangThaiHoSo``: one object; the same again changes nothing."""
    state = body.get("data")
    if not isinstance(state, dict) or str(body.get("type")) != "2":
        raise Refused(profile.CODE_UNREADABLE, "Tham số data phải là một đối tượng, type phải là 2")
    missing = [name for name in NEEDED if not str(state.get(name, "")).strip()]
    if missing:
        raise Refused(profile.CODE_MISSING_FIELD, f"Hồ sơ {state.get('MaHoSo', '')}: thiếu {', '.join(missing)}")
    if str(state["TrangThai"]) not in profile.STATUSES or not profile.MOMENT.fullmatch(str(state["NgayXuLy"])):
        raise Refused(profile.CODE_MISSING_FIELD, f"Hồ sơ {state['MaHoSo']}: trạng thái hoặc ngày xử lý không hợp lệ")
    StateCopy.objects.get_or_create(
        code=state["MaHoSo"],
        at=state["NgayXuLy"],
        status=state["TrangThai"],
        defaults={"local_code": state["MaHoSoDonVi"], "record": state},
    )
    follow(state["MaHoSo"])
    return []


def take_satisfaction(body: Body) -> list[Body]:
    """``DongBoDanhGia``: flat items, an item a question; a month sent again is replaced."""
    items = body.get("data")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Refused(profile.CODE_UNREADABLE, "Tham số data phải là một danh sách")
    for item in items:
        _check(item)
    for item in items:
        key = {"month": item["NgayTongHop"], "unit": item["Madonvi"], "question": item["NoiDung"]}
        SatisfactionCopy.objects.update_or_create(**key, defaults={"record": item})
    return []


def _check(item: Body) -> None:
    if not MONTH.fullmatch(str(item.get("NgayTongHop", ""))) or not item.get("Madonvi"):
        raise Refused(profile.CODE_MISSING_FIELD, "Đánh giá thiếu NgayTongHop (M-yyyy) hoặc Madonvi")
    if not isinstance(item.get("TongSoNguoiDanhGia"), int):
        raise Refused(profile.CODE_MISSING_FIELD, "TongSoNguoiDanhGia phải là số")
    if not all(re.fullmatch(r"\d{1,3}%", str(item.get(name, ""))) for name in SHARES):
        raise Refused(profile.CODE_MISSING_FIELD, "Tỷ lệ đánh giá phải có dạng 80%")
