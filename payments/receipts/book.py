"""The book of a series: every number once, in order, void ones with their reason."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from payments.models import Receipt, ReceiptSeries
from payments.receipts.papers import WAYS
from portal.sheets import Looks

HEAD = (
    ("Ký hiệu", 12), ("Số", 12), ("Ngày lập", 18), ("Mã hồ sơ", 30), ("Người nộp", 32), ("Khoản thu", 48),
    ("Số tiền (đồng)", 16), ("Hình thức", 16), ("Người thu", 28), ("Tình trạng", 20), ("Lý do hủy", 40),
    ("Thay cho số", 14), ("Số bản sao", 12),
)  # fmt: skip


def receipts(series: ReceiptSeries) -> QuerySet[Receipt]:
    more = ("entry__request__account__dossier", "entry__settlement", "issued_by", "void", "replaces", "replaced_by")
    return series.receipts.select_related(*more).prefetch_related("copies").order_by("number")


def write(series: ReceiptSeries, out: BinaryIO) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet(f"Sổ biên lai {series.sign}")
    looks = Looks(page)
    page.freeze_panes = "C2"
    for number, (_title, width) in enumerate(HEAD, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([looks.cell(title, looks.title) for title, _width in HEAD])
    for receipt in receipts(series).iterator(chunk_size=500):
        page.append([_cell(looks, value) for value in _row(series, receipt)])
    book.save(out)


def _cell(looks: Looks, value: Any) -> Any:
    if isinstance(value, int):
        return value
    return looks.moment(value) if isinstance(value, datetime) else looks.cell(str(value))


def _row(series: ReceiptSeries, receipt: Receipt) -> Iterator[Any]:
    request, void = receipt.entry.request, getattr(receipt, "void", None)
    yield from (series.sign, str(receipt), receipt.issued_at)
    yield request.dossier.public_code if request else ""
    yield receipt.payer
    yield "; ".join(line["name"] for line in receipt.says)
    yield receipt.amount
    yield WAYS.get(receipt.entry.settlement.provider, "trực tuyến")
    yield str(receipt.issued_by or "Hệ thống")
    yield _state(receipt)
    yield void.reason if void else ""
    yield str(receipt.replaces or "")
    yield len(receipt.copies.all())


def _state(receipt: Receipt) -> str:
    if not hasattr(receipt, "void"):
        return "có hiệu lực"
    return "đã thay thế" if hasattr(receipt, "replaced_by") else "đã hủy"
