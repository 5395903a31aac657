"""Tables that people bring as files, XLSX or CSV: looked into before anything is unpacked, read row by row.

What comes in is taken as it stands there. A formula is refused, for what it shows depends on who opens it (D28).
"""

import csv
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import TextIOWrapper
from typing import Any, BinaryIO

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from django.utils.translation import gettext_noop
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from portal.jobs import CannotGoOn

MOST_ROWS, MOST_COLUMNS = 100_000, 60
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 200, 150 * 1024 * 1024, 200
LONGEST_CELL = 1_000_000
MOST_TITLES = 30
DAMAGED = gettext_noop("The workbook is damaged or is none. Save it anew as XLSX and choose it again.")
TOO_LARGE = gettext_noop("The workbook is too large: at most 100,000 rows and 150 MB when unpacked. Split it.")
ACTIVE = gettext_noop("The workbook contains programs or links to other files. Save it anew without them.")
TOO_MANY = gettext_noop("The table has more than 100,000 rows. Split it.")
TOO_LONG = gettext_noop("A cell is longer than a million letters. Look for a quotation mark that is not closed.")
UNREADABLE = gettext_noop(
    "The file is not a table in UTF-8: save it as “CSV UTF-8” or as XLSX. If a quotation mark is missing somewhere, "
    "take the file exported from here again."
)
OLD_EXCEL = gettext_noop(
    "The file is protected by a password or comes from an old Excel (XLS). Open it, save it as XLSX without a password "
    "and choose it again."
)
UTF_16 = gettext_noop("The file is not in UTF-8. Save it as “CSV UTF-8” or as XLSX and choose it again.")
FORMULA = gettext_noop("a formula: put in the value itself")
ERROR = gettext_noop("the cell shows an error")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How Excel writes letters XML cannot hold: _x000D_."""

Beat = Callable[[], None]
"""Called now and then by what takes long."""


def beginning(file: BinaryIO) -> bytes:
    """The first bytes, by which a file is known, never by its name (D9). Raises ``CannotGoOn`` for an old Excel and for
    UTF-16."""
    file.seek(0)
    head = file.read(64)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotGoOn(OLD_EXCEL)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotGoOn(UTF_16)
    return head


def is_workbook(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


# --- Workbooks --------------------------------------------------------------------------------------
def look_inside(file: BinaryIO) -> None:
    """Before anything is unpacked: how much it would be, and whether it does more than hold cells."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _not_too_large(entries)
            has_entities = any(b"<!DOCTYPE" in _start_of(archive, entry) for entry in entries)
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


def _start_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Raises ``RuntimeError`` for what is encrypted."""
    with archive.open(entry) as content:
        return content.read(2048)


@contextmanager
def workbook(file: BinaryIO) -> Iterator[Any]:
    """A harmless one, opened for reading row by row. Raises ``CannotGoOn`` for every other, also while it is read."""
    look_inside(file)
    file.seek(0)
    try:
        yield load_workbook(file, read_only=True, keep_links=False)
    except (InvalidFileException, DefusedXmlException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, TypeError,
            IndexError, AttributeError, EOFError, OverflowError, RecursionError, zlib.error) as error:  # fmt: skip
        raise CannotGoOn(DAMAGED) from error


def text(value: Any) -> str:
    """Of what stands in a cell. A moment keeps its day alone."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else ESCAPED.sub(lambda code: chr(int(code[1], 16)), str(value))


# --- CSV --------------------------------------------------------------------------------------------
def csv_rows(file: BinaryIO) -> Iterator[list[str]]:
    """Every row, also of a table that Excel in Vietnam wrote with semicolons. Raises ``CannotGoOn``."""
    csv.field_size_limit(LONGEST_CELL)
    file.seek(0)
    lines = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=_delimiter(lines), strict=True), 1):
            if number > MOST_ROWS:
                raise CannotGoOn(TOO_MANY)
            yield row
    except csv.Error as error:
        raise CannotGoOn(TOO_LONG if "field limit" in str(error) else UNREADABLE) from error
    except UnicodeDecodeError as error:
        raise CannotGoOn(UNREADABLE) from error
    finally:
        lines.detach()


def _delimiter(lines: TextIOWrapper) -> str:
    """As the first row with several cells has it: above a table there may be titles."""
    first = ""
    for _number in range(MOST_TITLES):
        first = lines.readline(LONGEST_CELL)
        if max(first.count(";"), first.count(",")) > 1:
            break
    lines.seek(0)
    return ";" if first.count(";") > first.count(",") else ","


def restored(cell: str) -> str:
    """Without the apostrophe that kept it from being a formula."""
    return cell.removeprefix("'")
