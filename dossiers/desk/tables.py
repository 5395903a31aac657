"""The two forms of a list as a file."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from typing import Any, BinaryIO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from dossiers.desk.columns import Column
from dossiers.desk.models import Export
from portal.sheets import XLSX_TYPE, Looks, harmless

Row = Sequence[Any]


@dataclass(frozen=True)
class Form:
    media_type: str
    write: Callable[[Iterable[Row], Sequence[Column], Any], None]


def write_workbook(rows: Iterable[Row], columns: Sequence[Column], out: BinaryIO) -> None:
    """Texts as texts, moments as moments of the clock on the wall."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Hồ sơ")
    looks = Looks(page)
    page.freeze_panes = "B2"
    for number, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.append([looks.cell(str(column.title), looks.title) for column in columns])
    for row in rows:
        page.append([_cell(looks, value) for value in row])
    book.save(out)


def _cell(looks: Looks, value: Any) -> Any:
    if value is None or value == "":
        return None
    return looks.moment(value) if isinstance(value, datetime) else looks.cell(str(value))


def write_table(rows: Iterable[Row], columns: Sequence[Column], out: BinaryIO) -> None:
    """UTF-8 with a mark for Excel; what a spreadsheet would take for a formula gets an apostrophe in front."""
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([str(column.title) for column in columns])
    for row in rows:
        writer.writerow([harmless(_said(value)) for value in row])
    text.detach()


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    return "" if value is None else str(value)


FORMS: Mapping[str, Form] = {
    Export.Form.XLSX: Form(XLSX_TYPE, write_workbook),
    Export.Form.CSV: Form("text/csv", write_table),
}
