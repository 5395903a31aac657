"""A statement's file into lines. Cells are read strictly: what is no amount or no time is told, never guessed."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO

from django.utils import timezone
from django.utils.translation import gettext_noop

from payments.statements.layouts import Layout
from portal import tables
from portal.jobs import CannotGoOn

UNKNOWN = gettext_noop("The file is neither XLSX nor CSV.")
NO_COLUMN = gettext_noop("No row of the file names the column “%(title)s”. Is it a statement of this provider?")
MOST_BEFORE = 30
"""Rows above the table, with the name of the bank and of the account."""

TIMES = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y%m%d%H%M%S", "%d/%m/%Y")
WHOLE = re.compile(r"\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*)?|\d{1,15}")
"""Digits, or groups of three with one sign between; no fraction, no sign before."""

Row = tuple[int, list[Any]]


@dataclass(frozen=True)
class Line:
    """A row as read. ``fault``: why it cannot be, in which case nothing else counts. ``paid_at`` as ISO."""

    number: int
    transaction: str = ""
    reference: str = ""
    amount: int = 0
    paid_at: str = ""
    is_paid: bool = True
    bank: str = ""
    fault: str = ""

    @property
    def kept(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Total:
    """What the last row of the table says of all others."""

    number: int
    amount: int


def glance(file: BinaryIO, layout: Layout) -> None:
    """Whether it is a statement of that provider, by the heads of its columns. Raises ``CannotGoOn``."""
    _heads(_rows(file), layout)


def lines(file: BinaryIO, layout: Layout, beat: tables.Beat) -> Iterator[Line | Total]:
    """Every row below the heads; empty ones are left out. Raises ``CannotGoOn``."""
    rows = _rows(file)
    places = _heads(rows, layout)
    for number, row in rows:
        if number % 1000 == 0:
            beat()
        if any(_said(cell) for cell in row):
            yield _read(number, row, places, layout)


def _rows(file: BinaryIO) -> Iterator[Row]:
    """Of the first sheet; numbers are those people see."""
    head = tables.beginning(file)
    if not tables.is_workbook(head):
        if b"\x00" in head or not head.strip():
            raise CannotGoOn(UNKNOWN)
        yield from enumerate(tables.csv_rows(file), 1)
        return
    with tables.workbook(file) as book:
        for number, row in enumerate(book.worksheets[0].iter_rows(max_col=tables.MOST_COLUMNS), 1):
            if number > tables.MOST_ROWS:
                raise CannotGoOn(tables.TOO_LARGE)
            yield number, [None if cell.data_type in "fe" else cell.value for cell in row]


def _heads(rows: Iterator[Row], layout: Layout) -> dict[str, int]:
    """Which column stands where, by the first row that names all that are needed."""
    missing = next(iter(layout.columns.values())).titles[0]
    for number, row in rows:
        said = [_said(cell).casefold() for cell in row]
        places = {key: said.index(title.casefold()) for key, column in layout.columns.items()
                  for title in reversed(column.titles) if title.casefold() in said}  # fmt: skip
        lacking = [column.titles[0] for key, column in layout.columns.items() if column.is_needed and key not in places]
        if not lacking:
            return places
        if places:
            missing = lacking[0]
        if number >= MOST_BEFORE:
            break
    raise CannotGoOn(NO_COLUMN, title=missing)


def _read(number: int, row: list[Any], places: dict[str, int], layout: Layout) -> Line | Total:
    cells = {key: row[place] if place < len(row) else None for key, place in places.items()}
    try:
        if any(_said(cell).casefold() == layout.total.casefold() for cell in row):
            return Total(number, _amount(cells["amount"]))
        return _line(number, cells, layout)
    except _Unreadable as fault:
        return Line(number, transaction=_said(cells["transaction"])[:100], fault=str(fault))


def _line(number: int, cells: dict[str, Any], layout: Layout) -> Line:
    transaction = _said(cells["transaction"])
    if not transaction or len(transaction) > 100:
        raise _Unreadable("transaction")
    state = _said(cells.get("state")).casefold()
    return Line(
        number,
        transaction=transaction,
        reference=_reference(_said(cells["reference"]), layout),
        amount=_amount(cells["amount"]),
        paid_at=_moment(cells["paid_at"]).isoformat(),
        is_paid="state" not in layout.columns or state in layout.paid,
        bank=_said(cells.get("bank"))[:60],
    )


class _Unreadable(Exception):
    """Of which column."""


def _said(cell: Any) -> str:
    """What stands in a cell, without blanks around it and without the apostrophe that makes it text."""
    return tables.restored(tables.text(cell).strip())


def _reference(said: str, layout: Layout) -> str:
    if layout.reference is None:
        return said[:100]
    found = layout.reference.search(said.upper())
    return found[0] if found else ""


def _amount(cell: Any) -> int:
    said = _said(cell).removesuffix("VND").removesuffix("đ").strip()
    if isinstance(cell, bool) or not WHOLE.fullmatch(said):
        raise _Unreadable("amount")
    return int(re.sub(r"[.,]", "", said))


def _moment(cell: Any) -> datetime:
    """By the clock of Việt Nam; of a day alone, its noon."""
    found = cell if isinstance(cell, datetime) else _day(cell) if isinstance(cell, date) else _parsed(_said(cell))
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _day(day: date) -> datetime:
    return datetime.combine(day, time(12))


def _parsed(said: str) -> datetime:
    for form in TIMES:
        try:
            found = datetime.strptime(said, form)
        except ValueError:
            continue
        return found if "%H" in form else _day(found.date())
    raise _Unreadable("time")
