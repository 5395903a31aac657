"""What differs in a statement, as a workbook in Vietnamese."""

from collections.abc import Iterable

from django.utils.translation import override
from openpyxl import Workbook

from payments.models import Discrepancy, Statement
from payments.statements.layouts import LAYOUTS
from portal.sheets import Page, saved

HEADS = (
    ("STT", 6), ("Dòng trong tệp", 10), ("Mã giao dịch", 24), ("Mã tham chiếu", 26), ("Sai lệch", 34),
    ("Số tiền bên cung cấp", 18), ("Số tiền trên cổng", 18), ("Tình trạng", 28), ("Thời điểm kết thúc", 18),
    ("Người quyết định", 26), ("Lý do", 50),
)  # fmt: skip


def differences(statement: Statement, found: Iterable[Discrepancy]) -> bytes:
    with override("vi"):
        book = Workbook(write_only=True)
        page = Page(book, "Sai lệch", [width for _title, width in HEADS])
        page.line(None, f"Đối soát {LAYOUTS[statement.provider].label}, ngày {statement.on:%d/%m/%Y}")
        page.line(None, f"Bên cung cấp: {statement.there_number} giao dịch, {statement.there_sum} đồng")
        page.line(None, f"Trên cổng: {statement.here_number} giao dịch, {statement.here_sum} đồng")
        page.head(title for title, _width in HEADS)
        for number, one in enumerate(found, 1):
            page.line(number, *_cells(one))
        return saved(book)


def _cells(one: Discrepancy) -> tuple[object, ...]:
    reference = one.line.reference if one.line else one.settlement.reference if one.settlement else ""
    return (
        one.row, one.transaction_id, reference, str(one.get_kind_display()), one.there, one.here,
        str(one.get_state_display()), one.ended_at, str(one.ended_by or ""), one.ground,
    )  # fmt: skip
