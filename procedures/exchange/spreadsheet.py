"""The catalogue as one workbook: a sheet for each sort of row, titles for people above keys for the import.

Everything goes in as text or number, never as a formula (D28); what comes in is read as text, formulas included.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from django.utils.translation import gettext_noop
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from portal.jobs import CannotGoOn
from procedures.exchange.columns import CODE, SHEETS, Content, Sheet
from procedures.exchange.incoming import Line

MOST_ROWS, MOST_COLUMNS = 100_000, 60
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 200, 150 * 1024 * 1024, 200
LONGEST_CELL = 32_767
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DAMAGED = gettext_noop("The workbook is damaged or is none. Save it anew as XLSX and choose it again.")
TOO_LARGE = gettext_noop("The workbook is too large: at most %(rows)s rows and %(megabytes)s MB when unpacked.")
ACTIVE = gettext_noop("The workbook contains programs or links to other files. Save it anew without them.")
NO_SHEET = gettext_noop("There is no sheet “%(sheet)s” with the keys of the columns in its second row.")
TOO_LONG = gettext_noop("A text of procedure %(code)s is too long for a cell. Export as CSV or JSON instead.")
HEAD = PatternFill("solid", fgColor="9E1B1E")


# --- Writing ----------------------------------------------------------------------------------------
def write(rows: Callable[[], Iterable[tuple[str, Content]]]) -> bytes:
    """The workbook of (code, content); ``rows`` is called once for each sheet. Raises ``CannotGoOn``."""
    book = Workbook(write_only=True)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.title)
        page.freeze_panes = "C3"
        page.column_dimensions["A"].width = 14
        for place, column in enumerate(sheet.columns, 1):
            width = 60 if column.key in {"ten", "buoc", "yeu_cau", "mo_ta"} else 18
            page.column_dimensions[chr(ord("A") + place)].width = width
        page.append([cell(page, title, Font(bold=True, color="FFFFFF"), HEAD) for title in _titles(sheet)])
        page.append([cell(page, key, Font(size=8, color="857A71")) for key in _keys(sheet)])
        for code, content in rows():
            for values in content[sheet.key]:
                page.append([cell(page, code), *_cells(page, sheet, values, code)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _titles(sheet: Sheet) -> list[str]:
    return [CODE[1], *(column.title for column in sheet.columns)]


def _keys(sheet: Sheet) -> list[str]:
    return [CODE[0], *(column.key for column in sheet.columns)]


def _cells(page: Any, sheet: Sheet, values: dict[str, Any], code: str) -> Iterator[Any]:
    for column in sheet.columns:
        said = column.kind.write(values[column.key])
        if isinstance(said, str) and len(said) > LONGEST_CELL:
            raise CannotGoOn(TOO_LONG, code=code)
        yield said if isinstance(said, int) or not said else cell(page, said)


def cell(page: Any, text: str, font: Font | None = None, fill: PatternFill | None = None) -> Any:
    """A cell that is text whatever it begins with."""
    made = WriteOnlyCell(page, value="")
    made.value = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    made.data_type = "s"
    if "\n" in text:
        made.alignment = Alignment(wrap_text=True, vertical="top")
    if font:
        made.font = font
    if fill:
        made.fill = fill
    return made


# --- Reading ----------------------------------------------------------------------------------------
def lines(file: BinaryIO, beat: Callable[[], None]) -> Iterator[Line]:
    """The rows of the workbook's sheets. Calls ``beat`` now and then. Raises ``CannotGoOn`` for what is no harmless
    workbook."""
    _look_inside(file)
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, keep_links=False)
        titles = {page.title: page for page in book.worksheets}
        if SHEETS[0].title not in titles:
            raise CannotGoOn(NO_SHEET, sheet=SHEETS[0].title)
        left = [MOST_ROWS]
        for sheet in SHEETS:
            if sheet.title in titles:
                yield from _lines(titles[sheet.title], sheet, left, beat)
    except (InvalidFileException, DefusedXmlException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, TypeError,
            IndexError, AttributeError, EOFError, RecursionError) as error:  # fmt: skip
        raise CannotGoOn(DAMAGED) from error


def _look_inside(file: BinaryIO) -> None:
    """Before anything is unpacked: how much it would be, and whether it does more than hold cells."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise CannotGoOn(DAMAGED) from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked / packed > MOST_RATIO:
        raise CannotGoOn(TOO_LARGE, rows=MOST_ROWS, megabytes=MOST_UNPACKED // 1024**2)
    names = [entry.filename.lower() for entry in entries]
    if any("externallink" in name or "vbaproject" in name or "activex" in name for name in names):
        raise CannotGoOn(ACTIVE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise CannotGoOn(DAMAGED)


def _lines(page: Any, sheet: Sheet, left: list[int], beat: Callable[[], None]) -> Iterator[Line]:
    keys: list[str] = []
    for number, row in enumerate(page.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        left[0] -= 1
        if left[0] < 0:
            raise CannotGoOn(TOO_LARGE, rows=MOST_ROWS, megabytes=MOST_UNPACKED // 1024**2)
        if number % 2000 == 0:
            beat()
        if number == 2:
            keys = ["" if key is None else str(key).strip() for key in row]
            if CODE[0] not in keys:
                raise CannotGoOn(NO_SHEET, sheet=sheet.title)
        if number > 2 and any(cell not in (None, "") for cell in row):
            yield Line(sheet.key, number, {key: _text(cell) for key, cell in zip(keys, row, strict=False) if key})


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
