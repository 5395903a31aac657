"""Reports as workbooks, in Vietnamese, with cells that are harmless."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import IO, Any

from django.conf import settings
from django.utils.translation import override
from openpyxl import Workbook

from portal.sheets import Page, saved
from reports.months import months
from reports.papers import Facts, Form06Facts, RevenueFacts
from reports.shown import Shown, shown

SHOW = " (minh hoạ)"
ROWS_A_SHEET = 1_000_000
"""A sheet of XLSX takes 1,048,576 rows at most."""

REPORT = ("STT", "Chỉ tiêu", "Số lượng", "Trên tổng số", "Tỷ lệ (%)", "Chi tiết", "Cách tính", "Nguồn số liệu")
WIDTHS = (6, 44, 12, 14, 12, 44, 60, 44)
MONTHS = (
    "Tháng", "Tiếp nhận", "Trong đó trực tuyến", "Đã giải quyết", "Đúng và trước hạn", "Đã đồng bộ", "Phải đồng bộ",
)  # fmt: skip
REVENUE = ("STT", "Ngày", "Cơ quan", "Cách nộp", "Số khoản", "Đã thu", "Đã hoàn trả")
FORM06 = (
    "STT", "Lĩnh vực, đơn vị", "Nhận: tổng số", "Trong kỳ: trực tuyến", "Trong kỳ: trực tiếp, bưu chính", "Từ kỳ trước",
    "Đã giải quyết: tổng số", "Trước hạn", "Đúng hạn", "Quá hạn",
    "Đang giải quyết: tổng số", "Trong hạn", "Quá hạn",
)  # fmt: skip


def report(facts: Facts) -> bytes:
    with override("vi"):
        book = Workbook(write_only=True)
        page = Page(book, "Số liệu", WIDTHS)
        page.line(None, f"Số liệu đến hết ngày {facts.scope.on:%d/%m/%Y}: {facts.of_whom}")
        page.line(None, f"Lập lúc {facts.scope.now.astimezone():%H:%M %d/%m/%Y}")
        page.head(REPORT)
        for number, one in enumerate(shown(facts.scope), 1):
            page.line(number, *_figure(one))
        _months(book, facts)
        return saved(book)


def _figure(one: Shown) -> list[Any]:
    figure, value = one.figure, one.value
    title = f"{figure.title}{SHOW if one.is_assumed else ''}"
    notes = [str(figure.method), str(figure.source)]
    if value is None:
        return [title, "chưa đo", None, None, None, *notes]
    parts = "; ".join(f"{label}: {number}" for label, number in one.parts)
    return [title, value.number, value.of, value.percent, parts, *notes]


def _months(book: Workbook, facts: Facts) -> None:
    page = Page(book, "Theo tháng", [14, 12, 20, 16, 20, 14, 14])
    page.head(MONTHS)
    for month in months(facts.scope):
        known = [month.synchronised.number, month.synchronised.of] if month.synchronised else []
        name = f"{month.first:%m/%Y}"
        page.line(name, month.received, month.online, month.resolved, month.in_time, *known)


def form06(facts: Form06Facts) -> bytes:
    book = Workbook(write_only=True)
    page = Page(book, "Biểu 06", [6, 60, *([14] * 11)])
    form = facts.form
    page.line(None, f"Tình hình, kết quả giải quyết thủ tục hành chính: {facts.of_whom}{SHOW if settings.DEMO else ''}")
    page.line(None, f"{facts.period or 'Kỳ báo cáo'}: từ {form.first:%d/%m/%Y} đến {form.last:%d/%m/%Y}")
    page.head(FORM06)
    page.line(None, "Tổng số", *form.total.columns)
    for number, line in enumerate(form.lines, 1):
        page.line(number, line.name, *line.numbers.columns)
    return saved(book)


def revenue(facts: RevenueFacts) -> bytes:
    with override("vi"):
        book, made = Workbook(write_only=True), facts.made
        page = Page(book, "Thu phí, lệ phí", [6, 14, 50, 34, 14, 18, 18])
        page.line(None, f"Thu phí, lệ phí: {facts.of_whom}{SHOW if settings.DEMO else ''}")
        page.line(None, f"Từ {made.first:%d/%m/%Y} đến {made.last:%d/%m/%Y}; đơn vị: đồng")
        page.head(REVENUE)
        for number, line in enumerate(made.lines, 1):
            page.line(number, line.day, line.agency, line.way, line.number, line.received, line.returned)
        for one in [*made.sums, made.total]:
            page.line(None, None, None, one.way or "Tổng cộng", one.number, one.received, one.returned)
        return saved(book)


def rows(title: str, heads: Sequence[tuple[str, int]], lines: Iterable[Sequence[Any]], out: IO[bytes]) -> None:
    """However many: a further sheet begins where one is full."""
    book = Workbook(write_only=True)
    for number, part in enumerate(_in_sheets(lines), 1):
        page = Page(book, title[:31] if number == 1 else f"{title[:25]} ({number})", [width for _head, width in heads])
        page.head(head for head, _width in heads)
        for line in part:
            page.line(*line)
    book.save(out)


def _in_sheets(lines: Iterable[Sequence[Any]]) -> Iterator[Iterable[Sequence[Any]]]:
    """At least one, be it empty."""
    left = iter(lines)
    first = list(islice(left, 1))
    yield chain(first, islice(left, ROWS_A_SHEET - 1))
    for line in left:
        yield chain([line], islice(left, ROWS_A_SHEET - 1))
