"""What of an edition goes into files and comes out of them: one table of sheets and columns.

A new column is a line here. Titles are read by people, keys by the import; both stay as they are.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from procedures.exchange.cells import (
    CHANNEL,
    DAY,
    DECIMAL,
    DOCUMENT,
    FEE_KIND,
    LEVEL,
    LEVELS,
    PART,
    ROLE,
    RULE,
    TEXT,
    UNIT,
    WHOLE,
    YES_NO,
    Kind,
    perhaps,
    several,
)
from procedures.models import Case, Component, Edition, Exemption, Fee, ProcessStep, Responsibility, TimeLimit


@dataclass(frozen=True)
class Column:
    """``attribute`` is the row's own name for it, ``key`` the file's. ``is_national``: the national form can say it.

    One with two underscores names another row by what the file has for it: "case__number" the row's case.
    """

    key: str
    title: str
    attribute: str
    kind: Kind = TEXT
    is_national: bool = True


@dataclass(frozen=True)
class Sheet:
    """Rows of one sort. Those of ``model`` are reached by ``related``; those without are entries of a JSON column of
    the edition called ``related``; the sheet of the editions themselves has neither."""

    key: str
    title: str
    columns: tuple[Column, ...]
    related: str = ""
    model: type[Model] | None = None
    once: tuple[str, ...] = ()
    """Keys of the columns that together stand only once in a procedure."""

    order: tuple[str, ...] = ()
    """Keys of the whole numbers by which its rows are ordered, wherever they stand in a file."""

    @property
    def is_national(self) -> bool:
        """Whether the national form has this sort of row at all."""
        return any(column.is_national and column is not NUMBER for column in self.columns)


NUMBER = Column("so_thu_tu", "Số thứ tự", "number", WHOLE)
CASE = Column("truong_hop_so", "Trường hợp số (trống: mọi trường hợp)", "case__number", WHOLE, is_national=False)
FROM = Column("tu_ngay", "Từ ngày", "valid_from", DAY, is_national=False)
UNTIL = Column("den_ngay", "Đến ngày", "valid_until", DAY, is_national=False)
BY_CHANNEL = Column("kenh", "Cách nộp", "channel", CHANNEL)

BY_NUMBER = (NUMBER.key,)

PROCEDURES = Sheet(
    "thu_tuc",
    "Thủ tục",
    (
        Column("hau_to", "Hậu tố cơ quan công bố", "procedure__code_suffix", is_national=False),
        Column("ten", "Tên thủ tục", "name"),
        Column("ma_linh_vuc", "Mã lĩnh vực", "field__code", is_national=False),
        Column("linh_vuc", "Lĩnh vực", "field__name"),
        Column("cap", "Cấp thực hiện", "levels", LEVELS),
        Column("quyet_dinh", "Quyết định công bố", "decision"),
        Column("doi_tuong", "Đối tượng thực hiện", "audience", several(TEXT)),
        Column("yeu_cau", "Yêu cầu, điều kiện", "requirements"),
        Column("noi_tiep_nhan", "Địa chỉ tiếp nhận", "receiving_address"),
        Column("muc_do", "Mức độ dịch vụ công trực tuyến", "online_level", WHOLE, is_national=False),
        Column("so_bo", "Số bộ hồ sơ", "sets", WHOLE, is_national=False),
        Column("buu_chinh", "Nhận, trả qua bưu chính", "accepts_post", YES_NO, is_national=False),
        Column("thanh_toan", "Thanh toán trực tuyến", "pays_online", YES_NO, is_national=False),
    ),
)
SHEETS: tuple[Sheet, ...] = (
    PROCEDURES,
    Sheet(
        "truong_hop",
        "Trường hợp",
        (NUMBER, Column("ten", "Trường hợp", "name")),
        "cases",
        Case,
        once=("so_thu_tu",),
        order=BY_NUMBER,
    ),
    Sheet(
        "giay_to",
        "Giấy tờ",
        (
            NUMBER,
            CASE,
            Column("ma", "Mã giấy tờ", "code"),
            Column("ten", "Tên giấy tờ", "name"),
            Column("ban_chinh", "Số bản chính", "originals", WHOLE),
            Column("ban_sao", "Số bản sao", "copies", WHOLE),
            Column("mau", "Mẫu đơn, tờ khai", "form_name"),
            Column("bat_buoc", "Bắt buộc", "is_required", YES_NO, is_national=False),
            Column("thay_bang", "Thay được bằng kết quả", "replaced_by_result", is_national=False),
            Column("dieu_kien", "Chỉ khi (JSON)", "condition", DOCUMENT, is_national=False),
            Column("ghi_chu", "Ghi chú", "note", is_national=False),
        ),
        "components",
        Component,
        order=BY_NUMBER,
    ),
    Sheet(
        "thoi_han",
        "Thời hạn",
        (
            NUMBER,
            CASE,
            BY_CHANNEL,
            Column("so_luong", "Thời hạn", "value", DECIMAL),
            Column("don_vi", "Đơn vị", "unit", UNIT),
            Column("sau_15_gio", "Nhận sau 15 giờ tính từ ngày sau", "after_three", YES_NO, is_national=False),
            Column("mo_ta", "Như công bố", "text"),
        ),
        "time_limits",
        TimeLimit,
        order=BY_NUMBER,
    ),
    Sheet(
        "phi_le_phi",
        "Phí, lệ phí",
        (
            NUMBER,
            CASE,
            BY_CHANNEL,
            Column("loai", "Phí hay lệ phí", "kind", FEE_KIND),
            Column("so_tien", "Số tiền (đồng)", "amount", WHOLE),
            Column("don_vi", "Tính theo", "per"),
            Column("mo_ta", "Như công bố", "text"),
            Column("ten", "Tên khoản thu", "name", is_national=False),
            Column("cach_tinh", "Cách tính", "rule", RULE, is_national=False),
            Column("cau_hoi", "Câu hỏi cho số lượng, giá trị", "quantity", is_national=False),
            Column("thong_so", "Thông số cách tính (JSON)", "rule_values", DOCUMENT, is_national=False),
            Column("dieu_kien", "Chỉ khi (JSON)", "condition", DOCUMENT, is_national=False),
            Column("can_cu", "Căn cứ", "legal_basis", is_national=False),
            FROM,
            UNTIL,
        ),
        "fees",
        Fee,
        order=BY_NUMBER,
    ),
    Sheet(
        "mien_giam",
        "Miễn, giảm",
        (
            NUMBER,
            Column("khoan_so", "Khoản thu số (trống: mọi khoản)", "fee__number", WHOLE, is_national=False),
            Column("khoan_kenh", "Cách nộp của khoản thu", "fee__channel", perhaps(CHANNEL), is_national=False),
            Column("nhom", "Mã nhóm", "group", is_national=False),
            Column("ten", "Đối tượng", "name", is_national=False),
            Column("ty_le", "Tỷ lệ được miễn, %", "percent", WHOLE, is_national=False),
            Column("dieu_kien", "Chỉ khi (JSON)", "condition", DOCUMENT, is_national=False),
            Column("can_cu", "Căn cứ", "ground", is_national=False),
            Column("chung_minh", "Chứng minh bằng", "evidence", is_national=False),
            FROM,
            UNTIL,
        ),
        "exemptions",
        Exemption,
        once=("khoan_so", "khoan_kenh", "nhom"),
        order=BY_NUMBER,
    ),
    Sheet(
        "quy_trinh",
        "Quy trình nội bộ",
        (
            NUMBER,
            Column("nhanh", "Nhánh", "branch", WHOLE, is_national=False),
            CASE,
            Column("ten", "Nội dung", "name", is_national=False),
            Column("don_vi", "Đơn vị", "unit", is_national=False),
            Column("vai_tro", "Người làm", "role", ROLE, is_national=False),
            Column("gio", "Giờ làm việc", "hours", DECIMAL, is_national=False),
        ),
        "process_steps",
        ProcessStep,
        once=("truong_hop_so", "so_thu_tu", "nhanh"),
        order=("so_thu_tu", "nhanh"),
    ),
    Sheet(
        "trach_nhiem",
        "Phân công cơ quan",
        (
            Column("viec", "Việc", "part", PART, is_national=False),
            Column("cap", "Cấp", "level", LEVEL, is_national=False),
            Column("co_quan", "Mã cơ quan (trống: mọi cơ quan của cấp)", "agency__key", is_national=False),
        ),
        "responsibilities",
        Responsibility,
    ),
    Sheet(
        "trinh_tu",
        "Trình tự",
        (Column("truong_hop", "Trường hợp", "case"), Column("buoc", "Bước", "step")),
        "steps",
    ),
    Sheet("ket_qua", "Kết quả", (Column("ma", "Mã kết quả", "code"), Column("ten", "Kết quả", "name")), "results"),
    Sheet(
        "can_cu",
        "Căn cứ pháp lý",
        (Column("so", "Số, ký hiệu", "number"), Column("ten", "Tên văn bản", "name")),
        "legal_basis",
    ),
    Sheet(
        "co_quan",
        "Cơ quan thực hiện",
        (Column("ma", "Mã đơn vị", "code"), Column("ten", "Tên đơn vị", "name")),
        "handled_by",
    ),
)
BY_KEY = {sheet.key: sheet for sheet in SHEETS}
CODE = ("ma_thu_tuc", "Mã thủ tục")
"""The first column of every sheet: key and title."""

PREFETCH = (*(sheet.related for sheet in SHEETS if sheet.model), "responsibilities__agency")
Content = dict[str, list[dict[str, Any]]]
"""An edition as it goes into files: by sheet, rows of values by column."""


def content_of(edition: Edition) -> Content:
    """What ``edition`` says, in the order of its rows."""
    found: Content = {}
    for sheet in SHEETS:
        rows = [edition] if sheet is PROCEDURES else _rows(edition, sheet)
        found[sheet.key] = [{column.key: value_of(row, column) for column in sheet.columns} for row in rows]
    return in_order(found)


def in_order(content: Content) -> Content:
    """``content`` with the rows of each sheet in the order of their numbers."""
    return {
        sheet.key: sorted(content[sheet.key], key=lambda row: [row[key] or 0 for key in sheet.order])
        for sheet in SHEETS
    }


def _rows(edition: Edition, sheet: Sheet) -> list[Any]:
    stored = getattr(edition, sheet.related)
    if sheet.related == "steps":
        return [{"case": group["case"], "step": step} for group in stored for step in group["steps"]]
    if sheet.model is None:
        return [entry if isinstance(entry, dict) else {"name": entry} for entry in stored]
    return _bound(edition, sorted(stored.all(), key=lambda row: row.pk))


def _bound(edition: Edition, rows: list[Any]) -> list[Any]:
    """Their cases and fees are rows of the same edition: taken from there, not asked for one by one."""
    for name, siblings in (("case", edition.cases), ("fee", edition.fees)):
        by_key = {row.pk: row for row in siblings.all()}
        for row in rows:
            if key := getattr(row, f"{name}_id", None):
                setattr(row, name, by_key[key])
    return rows


def value_of(row: Any, column: Column) -> Any:
    """As it will be read back from a cell, so that what is written and what is read can be compared."""
    value = row
    for name in column.attribute.split("__"):
        value = (value.get(name) if isinstance(value, dict) else getattr(value, name)) if value is not None else None
    cell = column.kind.write(value)
    return column.kind.read("" if cell is None else str(cell))
