"""The catalogue as one workbook: a sheet for each sort of row, titles for people above keys for the import.

Everything goes in as text, number or date, never as a formula (D28); what comes in is taken as it stands there, and a
formula is refused, for what it shows depends on who opens it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from portal.jobs import CannotGoOn
from portal.sheets import Looks
from portal.tables import ERROR, FORMULA, MOST_COLUMNS, MOST_ROWS, TOO_LARGE, Beat, text, workbook
from procedures.exchange.cells import DAY
from procedures.exchange.columns import CODE, SHEETS, Sheet
from procedures.exchange.incoming import LONGEST_TEXT, Line
from procedures.exchange.national_item import Row, Rows

TOO_WIDE = gettext_noop("The sheet “%(sheet)s” has more than 60 columns. Delete those that are not ours.")
NO_SHEET = gettext_noop(
    "The workbook has no sheet “%(sheet)s”. Take one exported from here as a pattern and leave all its sheets in it."
)
NO_COLUMN = gettext_noop(
    "The sheet “%(sheet)s” lacks the column with the key “%(key)s” in its second row. Take a workbook exported from "
    "here as a pattern and leave all its columns in it."
)
TOO_LONG = gettext_noop("A text of procedure %(code)s is too long for a cell. Export as CSV or JSON instead.")
WIDE = {"ten", "buoc", "yeu_cau", "mo_ta", "noi_tiep_nhan"}


# --- Writing ----------------------------------------------------------------------------------------
def write(rows: Rows, out: BinaryIO) -> None:
    """The workbook, asking for ``rows`` once for each sheet. Raises ``CannotGoOn``."""
    book = Workbook(write_only=True)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.title)
        looks = Looks(page)
        _begin(page, sheet, looks)
        for row in rows():
            for values in row.content[sheet.key]:
                page.append([looks.cell(row.code), *_cells(looks, sheet, values, row)])
    book.save(out)


def _begin(page: Any, sheet: Sheet, looks: "Looks") -> None:
    page.freeze_panes = "B3"
    keys = [CODE[0], *(column.key for column in sheet.columns)]
    for number, key in enumerate(keys, 1):
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = 60 if key in WIDE else 18
        dimension.number_format = "@"  # what people type stays what they typed: 1.000010 keeps its last nought
    page.append([looks.cell(title, looks.title) for title in [CODE[1], *(column.title for column in sheet.columns)]])
    page.append([looks.cell(key, looks.key) for key in keys])


def _cells(looks: "Looks", sheet: Sheet, values: dict[str, Any], row: Row) -> Iterator[Any]:
    for column in sheet.columns:
        said = column.kind.write(values[column.key])
        if isinstance(said, str) and len(said) > LONGEST_TEXT:
            raise CannotGoOn(TOO_LONG, code=row.code)
        if said is None or said == "":
            yield None
        elif column.kind is DAY:
            yield looks.day(date.fromisoformat(values[column.key]))
        else:
            yield said if isinstance(said, int) else looks.cell(said)


# --- Reading ----------------------------------------------------------------------------------------
def lines(file: BinaryIO, beat: Beat) -> Iterator[Line]:
    """The rows of the workbook's sheets. Calls ``beat`` now and then. Raises ``CannotGoOn`` for what is no harmless
    workbook with all our columns."""
    with workbook(file) as book:
        pages = {page.title: page for page in book.worksheets}
        for sheet in SHEETS:
            if sheet.title not in pages:
                raise CannotGoOn(NO_SHEET, sheet=sheet.title)
        left = MOST_ROWS
        for sheet in SHEETS:
            for line in _lines(pages[sheet.title], sheet, left, beat):
                left -= 1
                yield line


def _lines(page: Any, sheet: Sheet, left: int, beat: Beat) -> Iterator[Line]:
    """``left``: so many rows at most, empty ones included."""
    keys: list[str] = []
    for number, row in enumerate(page.iter_rows(max_col=MOST_COLUMNS + 1), 1):
        if number > left:
            raise CannotGoOn(TOO_LARGE)
        if number % 1000 == 0:
            beat()
        if number == 2:
            keys = _keys(sheet, row)
        if number > 2 and any(cell.value not in (None, "") for cell in row):
            yield _line(sheet, number, keys, row)
    if not keys:
        raise CannotGoOn(NO_COLUMN, sheet=sheet.title, key=CODE[0])


def _keys(sheet: Sheet, row: Any) -> list[str]:
    keys = ["" if cell.value is None else str(cell.value).strip() for cell in row]
    if len(keys) > MOST_COLUMNS and keys[-1]:
        raise CannotGoOn(TOO_WIDE, sheet=sheet.title)
    for key in (CODE[0], *(column.key for column in sheet.columns)):
        if key not in keys:
            raise CannotGoOn(NO_COLUMN, sheet=sheet.title, key=key)
    return keys


def _line(sheet: Sheet, number: int, keys: list[str], row: Any) -> Line:
    wanted = {key: cell for key, cell in zip(keys, row, strict=False) if key}
    bad = {key: FORMULA if cell.data_type == "f" else ERROR for key, cell in wanted.items() if cell.data_type in "fe"}
    return Line(sheet.key, number, {key: text(cell.value) for key, cell in wanted.items() if key not in bad}, bad)
