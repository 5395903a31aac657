"""The catalogue as one workbook: a sheet for each sort of row, titles for people above keys for the import.

Everything goes in as text, number or date, never as a formula (D28); what comes in is taken as it stands there, and a
formula is refused, for what it shows depends on who opens it.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from django.utils.translation import gettext_noop
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from portal.jobs import CannotGoOn
from portal.sheets import Looks
from procedures.exchange.cells import DAY
from procedures.exchange.columns import CODE, SHEETS, Sheet
from procedures.exchange.incoming import LONGEST_TEXT, Line
from procedures.exchange.national_item import Row, Rows

MOST_ROWS, MOST_COLUMNS = 100_000, 60
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 200, 150 * 1024 * 1024, 200
DAMAGED = gettext_noop("The workbook is damaged or is none. Save it anew as XLSX and choose it again.")
TOO_LARGE = gettext_noop("The workbook is too large: at most 100,000 rows and 150 MB when unpacked. Split it.")
TOO_WIDE = gettext_noop("The sheet “%(sheet)s” has more than 60 columns. Delete those that are not ours.")
ACTIVE = gettext_noop("The workbook contains programs or links to other files. Save it anew without them.")
NO_SHEET = gettext_noop(
    "The workbook has no sheet “%(sheet)s”. Take one exported from here as a pattern and leave all its sheets in it."
)
NO_COLUMN = gettext_noop(
    "The sheet “%(sheet)s” lacks the column with the key “%(key)s” in its second row. Take a workbook exported from "
    "here as a pattern and leave all its columns in it."
)
TOO_LONG = gettext_noop("A text of procedure %(code)s is too long for a cell. Export as CSV or JSON instead.")
FORMULA = gettext_noop("a formula: put in the value itself")
ERROR = gettext_noop("the cell shows an error")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How Excel writes letters XML cannot hold: _x000D_."""

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
def lines(file: BinaryIO, beat: Callable[[], None]) -> Iterator[Line]:
    """The rows of the workbook's sheets. Calls ``beat`` now and then. Raises ``CannotGoOn`` for what is no harmless
    workbook with all our columns."""
    look_inside(file)
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, keep_links=False)
        pages = {page.title: page for page in book.worksheets}
        for sheet in SHEETS:
            if sheet.title not in pages:
                raise CannotGoOn(NO_SHEET, sheet=sheet.title)
        left = MOST_ROWS
        for sheet in SHEETS:
            for line in _lines(pages[sheet.title], sheet, left, beat):
                left -= 1
                yield line
    except (InvalidFileException, DefusedXmlException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, TypeError,
            IndexError, AttributeError, EOFError, OverflowError, RecursionError, zlib.error) as error:  # fmt: skip
        raise CannotGoOn(DAMAGED) from error


def look_inside(file: BinaryIO) -> None:
    """Before anything is unpacked: how much it would be, and whether it does more than hold cells."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _not_too_large(entries)
            has_entities = any(b"<!DOCTYPE" in _beginning(archive, entry) for entry in entries)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise CannotGoOn(DAMAGED) from error
    names = [entry.filename.lower() for entry in entries]
    if any(part in name for name in names for part in ("externallink", "vbaproject", "activex", "macrosheet")):
        raise CannotGoOn(ACTIVE)
    if has_entities:  # no spreadsheet program writes any; what stands there is meant to blow up or to reach out
        raise CannotGoOn(DAMAGED)


def _not_too_large(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked / packed > MOST_RATIO:
        raise CannotGoOn(TOO_LARGE)


def _beginning(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Raises ``RuntimeError`` for what is encrypted."""
    with archive.open(entry) as content:
        return content.read(2048)


def _lines(page: Any, sheet: Sheet, left: int, beat: Callable[[], None]) -> Iterator[Line]:
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
    return Line(sheet.key, number, {key: _text(cell.value) for key, cell in wanted.items() if key not in bad}, bad)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else ESCAPED.sub(lambda code: chr(int(code[1], 16)), str(value))
