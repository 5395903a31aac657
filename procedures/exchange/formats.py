"""The three formats of the catalogue in files, each a way to write and a way to read."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.jobs import CannotGoOn
from portal.sheets import XLSX_TYPE
from portal.tables import Beat, beginning, is_workbook, look_inside
from procedures.exchange import spreadsheet, table
from procedures.exchange.cells import from_json
from procedures.exchange.incoming import Check, Entry, Gathering, Line, from_items
from procedures.exchange.national_item import Rows, with_own

UNREADABLE = gettext_noop("The file is not JSON in UTF-8: a list of items, or one item a line.")
TOO_MANY = gettext_noop("The file has more than %(procedures)s procedures. Split it.")
UNKNOWN = gettext_noop("This is none of the three formats: XLSX, CSV, JSON.")
MOST_PROCEDURES = 10_000
LARGEST = 30 * 1024 * 1024
"""Bytes of a file taken in."""


@dataclass(frozen=True)
class Format:
    """``glance`` and ``read`` raise ``CannotGoOn`` where the file as a whole is not to be read: the one at once, before
    anything is unpacked, the other on reading it through."""

    name: str
    label: str | Promise
    media_type: str
    write: Callable[[Rows, BinaryIO], None]
    read: Callable[[BinaryIO, Check, Beat], list[Entry]]
    glance: Callable[[BinaryIO], None] = lambda file: None


def _write_items(rows: Rows, out: BinaryIO) -> None:
    """A list with one item a line, so that two exports can be compared line by line."""
    before = "[\n"
    for row in rows():
        out.write((before + json.dumps(with_own(row), ensure_ascii=False)).encode())
        before = ",\n"
    out.write(b"\n]\n")


def _read_items(file: BinaryIO, check: Check, beat: Beat) -> list[Entry]:
    file.seek(0)
    try:
        items = _items(file.read().decode("utf-8-sig"))
    except ValueError as error:
        raise CannotGoOn(UNREADABLE) from error
    _not_too_many(items)
    beat()
    return from_items(items, check)


def _items(text: str) -> list[Any]:
    """A list, one object a line, or a whole answer of the service with its ``result``."""
    try:
        found = from_json(text)
    except ValueError:
        return [from_json(line) for line in text.split("\n") if line.strip()]
    if isinstance(found, dict):
        found = found.get("result", [found])
    if not isinstance(found, list):
        raise ValueError("not a list")
    return found


def _not_too_many(found: Iterable[Any]) -> None:
    if len(list(found)) > MOST_PROCEDURES:
        raise CannotGoOn(TOO_MANY, procedures=f"{MOST_PROCEDURES:,}".replace(",", "."))


def _of(lines: Callable[[BinaryIO, Beat], Iterator[Line]]) -> Callable[[BinaryIO, Check, Beat], list[Entry]]:
    def read(file: BinaryIO, check: Check, beat: Beat) -> list[Entry]:
        gathering = Gathering()
        for line in lines(file, beat):
            gathering.add(line)
        _not_too_many(gathering.entries)
        beat()
        return gathering.finished(check)

    return read


FORMATS = {
    "xlsx": Format(
        "xlsx",
        _("Excel (XLSX)"),
        XLSX_TYPE,
        spreadsheet.write,
        _of(spreadsheet.lines),
        look_inside,
    ),
    "csv": Format("csv", _("CSV"), "text/csv", table.write, _of(table.lines)),
    "json": Format("json", _("JSON, national item form"), "application/json", _write_items, _read_items),
}


def recognised(file: BinaryIO) -> Format:
    """By the beginning of its content, never by its name (D9). Raises ``CannotGoOn`` for none of the three."""
    head = beginning(file)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if is_workbook(head):
        return FORMATS["xlsx"]
    if b"\x00" in head or not text:
        raise CannotGoOn(UNKNOWN)
    return FORMATS["json" if text[:1] in {b"[", b"{"} else "csv"]
