"""The book of petitions of a year (sổ tiếp nhận, NĐ 20/2008/NĐ-CP Đ.14): every number once, in order."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from openpyxl import Workbook

from feedback.models import Petition
from portal.sheets import Page, attached, saved

HEAD = (
    ("Số", 14), ("Ngày tiếp nhận", 18), ("Họ tên", 28), ("Địa chỉ", 36), ("Nội dung tóm tắt", 48), ("Hình thức", 18),
    ("Phân loại", 24), ("Nơi chuyển", 36), ("Hạn trả lời", 18), ("Ngày trả lời", 18), ("Kết quả", 48),
)  # fmt: skip
NATURES = {"conduct": "hành vi", "rule": "quy định hành chính", "": ""}
CHANNELS = {
    "portal": "Cổng tỉnh", "letter": "thư", "phone": "điện thoại", "mail": "thư điện tử", "counter": "trực tiếp",
    "nation": "Cổng quốc gia",
}  # fmt: skip


def of_year(petitions: QuerySet[Petition], year: int) -> HttpResponse:
    """To keep or print; with names, for those who may see the petitions at all."""
    book = Workbook(write_only=True)
    page = Page(book, f"Năm {year}", [width for _title, width in HEAD])
    page.head(title for title, _width in HEAD)
    found = petitions.filter(received_at__year=year, number__isnull=False).order_by("number")
    for petition in found.select_related("handler").iterator(chunk_size=500):
        page.line(*_row(petition))
    return attached(saved(book), f"so-phan-anh-kien-nghi-{year}.xlsx")


def _row(petition: Petition) -> Iterator[Any]:
    yield from (petition.number, petition.received_at, petition.name, petition.address, petition.title)
    yield CHANNELS[petition.channel]
    yield NATURES[petition.nature]
    yield petition.handler.name if petition.handler else ""
    yield from (petition.answer_due_at, petition.answered_at, petition.answer)
