"""Rows of a file with old dossiers: CSV or JSON lines as they are; a workbook becomes JSON lines first, for it cannot
be read from the middle."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext_noop
from openpyxl import load_workbook

from dossiers.backfill.columns import COLUMNS, NAMES
from portal.jobs import CannotGoOn

CSV, LINES, XLSX = "csv", "jsonl", "xlsx"
MEDIA = {
    CSV: "text/csv",
    LINES: "application/x-ndjson",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
UNREADABLE = gettext_noop("The file cannot be read as CSV in UTF-8, JSON lines or XLSX.")
COLUMNS_MISSING = gettext_noop("The file lacks columns it must have: %(names)s")
LARGEST = 60 * 1024 * 1024
Row = dict[str, str]


def form_of(head: bytes) -> str:
    """By what a file begins with, not by its name."""
    if head.startswith(b"PK\x03\x04"):
        return XLSX
    return LINES if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") else CSV


def rows(file: BinaryIO) -> Iterator[Row]:
    """One by one. Raises ``CannotGoOn`` where the file as a whole cannot be read."""
    head = file.read(64)
    file.seek(0)
    try:
        yield from READERS[form_of(head)](file)
    except (UnicodeDecodeError, csv.Error, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise CannotGoOn(UNREADABLE) from error


def _csv(file: BinaryIO) -> Iterator[Row]:
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    first = text.readline()
    dialect = ";" if first.count(";") > first.count(",") else ","
    names = [name.strip() for name in next(csv.reader([first], delimiter=dialect), [])]
    _must_have(names)
    for cells in csv.reader(text, delimiter=dialect):
        if any(cells):
            yield dict(zip(names, cells, strict=False))


def _lines(file: BinaryIO) -> Iterator[Row]:
    for line in io.TextIOWrapper(file, "utf-8-sig"):
        if line.strip():
            found = json.loads(line)
            if not isinstance(found, dict):
                raise CannotGoOn(UNREADABLE)
            yield {str(name): "" if value is None else str(value) for name, value in found.items() if name in NAMES}


def _workbook(file: BinaryIO) -> Iterator[Row]:
    page = load_workbook(file, read_only=True, data_only=True).worksheets[0]
    cells = page.iter_rows(values_only=True)
    names = [str(name or "").strip() for name in next(cells, ())]
    _must_have(names)
    for row in cells:
        if any(value is not None for value in row):
            yield {name: "" if value is None else str(value) for name, value in zip(names, row, strict=False)}


READERS: dict[str, Callable[[BinaryIO], Iterator[Row]]] = {CSV: _csv, LINES: _lines, XLSX: _workbook}


def _must_have(names: list[str]) -> None:
    missing = [column.name for column in COLUMNS if column.is_required and column.name not in names]
    if missing:
        raise CannotGoOn(COLUMNS_MISSING, names=", ".join(missing))
