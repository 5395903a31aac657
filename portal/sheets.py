"""What goes into a table file, harmless for whoever opens it: text stays text and never becomes a formula (D28)."""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""A text that only looks like Excel's way to write letters XML cannot hold, _x000D_, is told apart by _x005F_, "_"."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


class Looks:
    """Cells of a page in the few styles there are, each worked out once."""

    def __init__(self, page: Any) -> None:
        self.page = page
        top = Alignment(vertical="top", wrap_text=True)
        self.text = self._look(number_format="@", alignment=top)
        self.title = self._look(
            font=Font(bold=True, color="FFFFFF"), fill=PatternFill("solid", fgColor="9E1B1E"), alignment=top
        )
        self.key = self._look(font=Font(size=8, color="857A71"))
        self.date = self._look(number_format="dd/mm/yyyy", alignment=top)
        self.clock = self._look(number_format="dd/mm/yyyy hh:mm", alignment=top)

    def _look(self, **styles: Any) -> Any:
        pattern = self._made("")
        for name, style in styles.items():
            setattr(pattern, name, style)
        return pattern._style

    def _made(self, value: Any) -> Any:
        return WriteOnlyCell(self.page, value=value)

    def cell(self, text: str, look: Any = None) -> Any:
        """A cell that is text whatever it begins with."""
        made = self._made("")
        made.value = LIKE_ESCAPED.sub("_x005F_", FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))
        made.data_type = "s"
        made._style = copy(look or self.text)
        return made

    def day(self, value: date) -> Any:
        made = self._made(value)
        made._style = copy(self.date)
        return made

    def moment(self, value: datetime) -> Any:
        """By the clock on the wall: a sheet knows no zones."""
        made = self._made(timezone.localtime(value).replace(tzinfo=None))
        made._style = copy(self.clock)
        return made


class Page:
    """One sheet of a workbook that is written line by line."""

    def __init__(self, book: Workbook, title: str, widths: Sequence[int]) -> None:
        self.sheet = book.create_sheet(title)
        self.looks = Looks(self.sheet)
        for number, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width

    def head(self, titles: Iterable[str]) -> None:
        self.sheet.append([self.looks.cell(title, self.looks.title) for title in titles])

    def line(self, *values: Any) -> None:
        self.sheet.append([self._cell(value) for value in values])

    def _cell(self, value: Any) -> Any:
        if value is None or value == "":
            return None
        if isinstance(value, int):
            return WriteOnlyCell(self.sheet, value=value)
        if isinstance(value, datetime):
            return self.looks.moment(value)
        return self.looks.day(value) if isinstance(value, date) else self.looks.cell(str(value))


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def attached(content: bytes, name: str) -> HttpResponse:
    """A workbook to keep, stored by nobody on the way."""
    response = HttpResponse(content, content_type=XLSX_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
