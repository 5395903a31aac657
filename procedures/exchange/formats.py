"""The three formats of the catalogue in files, each a way to write and a way to read."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.jobs import CannotGoOn
from procedures.exchange import spreadsheet, table
from procedures.exchange.columns import Content
from procedures.exchange.incoming import Entry, from_items, from_lines
from procedures.exchange.national_item import with_own

Rows = Callable[[], Iterable[tuple[str, Content]]]
UNREADABLE = gettext_noop("The file is not JSON in UTF-8: a list of items, or one item a line.")
TOO_MANY = gettext_noop("The file has more than %(procedures)s procedures. Split it.")
MOST_PROCEDURES = 10_000
LARGEST = 30 * 1024 * 1024
"""Bytes of a file taken in."""


@dataclass(frozen=True)
class Format:
    """``read`` raises ``CannotGoOn`` where the file as a whole is not to be read."""

    name: str
    label: str | Promise
    media_type: str
    write: Callable[[Rows], bytes]
    read: Callable[[BinaryIO, Callable[[], None]], list[Entry]]


def _write_items(rows: Rows) -> bytes:
    """A list with one item a line, so that two exports can be compared line by line."""
    items = ",\n".join(json.dumps(with_own(code, content), ensure_ascii=False) for code, content in rows())
    return f"[\n{items}\n]\n".encode()


def _read_items(file: BinaryIO, beat: Callable[[], None]) -> list[Entry]:
    file.seek(0)
    raw = file.read()
    beat()
    try:
        items = _items(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CannotGoOn(UNREADABLE) from error
    if len(items) > MOST_PROCEDURES:
        raise CannotGoOn(TOO_MANY, procedures=MOST_PROCEDURES)
    beat()
    return list(from_items(items))


def _items(text: str) -> list[Any]:
    """A list, one object a line, or a whole answer of the service with its ``result``."""
    try:
        found = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if isinstance(found, dict):
        found = found.get("result", [found])
    if not isinstance(found, list):
        raise ValueError("not a list")
    return found


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "xlsx": Format(
        "xlsx",
        _("Excel workbook (XLSX)"),
        XLSX_TYPE,
        spreadsheet.write,
        lambda file, beat: from_lines(spreadsheet.lines(file, beat)),
    ),
    "csv": Format(
        "csv", _("Table (CSV)"), "text/csv", table.write, lambda file, beat: from_lines(table.lines(file, beat))
    ),
    "json": Format("json", _("National item form (JSON)"), "application/json", _write_items, _read_items),
}


def recognised(head: bytes) -> Format | None:
    """By the beginning of its content, never by its name (D9)."""
    if head.startswith(b"PK\x03\x04"):
        return FORMATS["xlsx"]
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in {b"[", b"{"}:
        return FORMATS["json"]
    if b"\x00" in head or not text:
        return None
    return FORMATS["csv"]
