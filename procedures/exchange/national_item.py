"""An edition in the national form, an item of ``LayThuTuc`` (protocols §5), from its content.

What the national form cannot say travels under ``OWN`` with a digest of the national part: where somebody has changed
that by hand, the national part is what counts.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from procedures.editions import digest
from procedures.exchange.cells import storable
from procedures.exchange.columns import Content
from procedures.national_record import short_code

OWN = "BACGIANG"
LEVEL_NAMES = {0: "Cấp Bộ", 1: "Cấp Tỉnh", 2: "Cấp Huyện", 3: "Cấp Xã"}
UNIT_NAMES = {
    "working_days": "Ngày làm việc",
    "calendar_days": "Ngày",
    "hours": "Giờ làm việc",
    "months": "Tháng",
    "same_day": "Trong ngày",
}
Item = dict[str, Any]
SAID = {
    "MATTHC", "TENTTHC", "TRANGTHAI", "IDQUYETDINHCONGBO", "YEUCAU", "DIACHITIEPNHAN", "LINHVUCTHUCHIEN", "CAPTHUCHIEN",
    "DOITUONGTHUCHIEN", "COQUANTHUCHIEN", "TRINHTUTHUCHIEN", "CACHTHUCTHUCHIEN", "THANHPHANHOSO", "KETQUATHUCHIEN",
    "CANCUPHAPLY",
}  # fmt: skip
"""What ``item_of`` says."""


def item_of(code: str, content: Content) -> Item:
    """The national part alone."""
    entry = content["thu_tuc"][0]
    return {
        "MATTHC": f"{code}.{entry['hau_to']}" if entry["hau_to"] else code,
        "TENTTHC": entry["ten"],
        "TRANGTHAI": "1",
        "IDQUYETDINHCONGBO": entry["quyet_dinh"],
        "YEUCAU": entry["yeu_cau"],
        "DIACHITIEPNHAN": entry["noi_tiep_nhan"],
        "LINHVUCTHUCHIEN": [{"MALINHVUC": entry["ma_linh_vuc"], "TENLINHVUC": entry["linh_vuc"]}],
        "CAPTHUCHIEN": [{"CAPTHUCHIEN": str(level), "TENCAP": LEVEL_NAMES[level]} for level in entry["cap"]],
        "DOITUONGTHUCHIEN": [{"TENDOITUONG": who} for who in entry["doi_tuong"]],
        "COQUANTHUCHIEN": [{"MADONVI": unit["ma"], "TENDONVI": unit["ten"]} for unit in content["co_quan"]],
        "TRINHTUTHUCHIEN": list(_steps(content)),
        "CACHTHUCTHUCHIEN": list(_channels(content)),
        "THANHPHANHOSO": list(_papers(content)),
        "KETQUATHUCHIEN": [{"MAKETQUA": result["ma"], "TENKETQUA": result["ten"]} for result in content["ket_qua"]],
        "CANCUPHAPLY": [{"SOVANBAN": law["so"], "TENVANBAN": law["ten"]} for law in content["can_cu"]],
    }


def _steps(content: Content) -> Iterator[Item]:
    for case, rows in groupby(content["trinh_tu"], key=lambda row: row["truong_hop"]):
        yield {"TRUONGHOP": case, "TRINHTU": [{"TENTRINHTU": row["buoc"]} for row in rows]}


def _channels(content: Content) -> Iterator[Item]:
    """Fees hang on the first time limit of their channel, as the nation has them."""
    for channel in sorted({row["kenh"] for row in [*content["thoi_han"], *content["phi_le_phi"]]}):
        times = [_time(row) for row in content["thoi_han"] if row["kenh"] == channel] or [_no_time()]
        times[0]["PHILEPHI"] = [_fee(row) for row in content["phi_le_phi"] if row["kenh"] == channel]
        yield {"KENH": channel, "THOIGIAN": times}


def _time(row: Item) -> Item:
    if row["don_vi"] == "unknown":
        return _no_time() | {"MOTA": row["mo_ta"]}
    said = {"THOIGIANGIAIQUYET": row["so_luong"], "DONVITINH": UNIT_NAMES[row["don_vi"]]}
    return said | {"MOTA": row["mo_ta"], "PHILEPHI": []}


def _no_time() -> Item:
    return {"THOIGIANGIAIQUYET": "", "DONVITINH": "", "MOTA": "", "PHILEPHI": []}


def _fee(row: Item) -> Item:
    amount = "" if row["so_tien"] is None else str(row["so_tien"])
    unit = f"Đồng/{row['don_vi']}" if row["don_vi"] else "Đồng"
    return {"MAPHILEPHI": row["loai"], "SOTIEN": amount, "DONVI": unit, "MOTA": row["mo_ta"]}


def _papers(content: Content) -> Iterator[Item]:
    """Grouped by case; what belongs to all stands in a group without a name."""
    names = {case["so_thu_tu"]: case["ten"] for case in content["truong_hop"]}
    for number in [None, *names]:
        rows = [row for row in content["giay_to"] if row["truong_hop_so"] == number]
        if rows:
            yield {"TRUONGHOP": names.get(number, ""), "GIAYTO": [_paper(row) for row in rows]}


def _paper(row: Item) -> Item:
    copies = {"SOBANCHINH": str(row["ban_chinh"] or 0), "SOBANSAO": str(row["ban_sao"] or 0)}
    return {"MAGIAYTO": row["ma"], "TENGIAYTO": row["ten"], "TENMAUDON": row["mau"], **copies}


class Row(NamedTuple):
    """One procedure on its way into a file. ``rest``: what else its national record says, which we do not read."""

    code: str
    content: Content
    rest: Item


Rows = Callable[[], Iterable[Row]]
"""The procedures of a file, as often as they are asked for."""


def rest_of(record: Item) -> Item:
    return {key: storable(value) for key, value in record.items() if key not in SAID and key != OWN}


def with_own(row: Row) -> Item:
    """The item for a file: both parts."""
    item = row.rest | item_of(row.code, row.content)
    return item | {OWN: {"noi_dung": row.content, "ma_bam": digest(item)}}


def split(item: Item) -> tuple[Item, Content | None]:
    """The national part, and our own where it is there and still belongs to it."""
    own = item.get(OWN)
    national = {key: value for key, value in item.items() if key != OWN}
    if not isinstance(own, dict) or own.get("ma_bam") != digest(national):
        return national, None
    content = own.get("noi_dung")
    return national, content if isinstance(content, dict) else None


def code_of(item: Item) -> str:
    return short_code(str(item.get("MATTHC", "")))[0]
