"""What a file brings, before anything is done with it: one entry a procedure, with the faults met on the way."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field as ModelField
from django.db.models import JSONField
from django.utils.translation import gettext_noop

from procedures.exchange.cells import BadCell, tidy
from procedures.exchange.columns import BY_KEY, CODE, PROCEDURES, SHEETS, Column, Content, Sheet, in_order
from procedures.exchange.national_item import Item, code_of, split
from procedures.models import Edition, Field, Procedure


@dataclass(frozen=True)
class Fault:
    """``place``: sheet, row and column of the file; ``said`` is a message id, filled with ``values``."""

    place: str
    said: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Entry:
    """One procedure of the file. With ``content`` the file speaks our own columns; ``item`` is the national form, where
    the file is in it."""

    code: str
    place: str
    item: Item
    content: Content | None = None
    faults: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Entry":
        return cls(**{**kept, "faults": [Fault(**fault) for fault in kept["faults"]]})


@dataclass(frozen=True)
class Line:
    """A row of a sheet as it stands in the file: cells by column key, and the number people see. ``bad``: cells that
    hold no value at all, with what is wrong with them."""

    sheet: str
    number: int
    cells: dict[str, str]
    bad: dict[str, str] = field(default_factory=dict)


Places = dict[str, list[int]]
"""Of an entry's content: by sheet, the number of each row in the file."""

Check = Callable[[Content, Places], Iterable[Fault]]
"""What must hold among the rows of one procedure."""

NOT_LISTED = gettext_noop("the code is not in the sheet “%(sheet)s”")
TWICE = gettext_noop("the code stands twice in the file")
NO_CODE = gettext_noop("no code of a procedure")
BAD_CODE = gettext_noop("not a code: letters, digits, dots and dashes, at most 40: %(cell)s")
TOO_LONG = gettext_noop("longer than %(letters)s letters")
UNFIT = gettext_noop("%(problem)s")
FROM_ELSEWHERE = gettext_noop("not an item of the national form")
NO_SHEET = gettext_noop("there is no such table: %(cell)s")
CODES = re.compile(r"[\w.\-]{1,40}")
CUT = re.compile(r"\d\.\d{1,5}")
LONGEST_TEXT = 32_767
"""What a cell of Excel holds."""

MOST_FAULTS = 20
"""Faults told of one procedure; who mends these sees the rest."""


def place(sheet: Sheet, number: int, column: Column | None = None) -> str:
    return f"{sheet.title}, dòng {number}" + (f", cột “{column.title}”" if column else "")


# --- Tables -----------------------------------------------------------------------------------------
class Gathering:
    """The procedures of a table, its lines gathered by code, whatever their order."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.places: dict[str, Places] = {}

    def add(self, line: Line) -> None:
        sheet = BY_KEY.get(line.sheet)
        code = full_code(line.cells.get(CODE[0], ""))
        where = place(sheet, line.number) if sheet else f"dòng {line.number}"
        entry = self._entry(code, where)
        if sheet is None:
            entry.add(Fault(where, NO_SHEET, {"cell": line.sheet[:60]}))
        elif not code:
            entry.add(Fault(where, NO_CODE))
        elif entry.content is not None:
            self._read(code, sheet, line)

    def _entry(self, code: str, where: str) -> Entry:
        """That of ``code``; all lines without one share an entry, for the report."""
        if code not in self.entries:
            entry = self.entries[code] = Entry(code[:60] or "?", where, {}, {sheet.key: [] for sheet in SHEETS})
            self.places[code] = {sheet.key: [] for sheet in SHEETS}
            if code and not CODES.fullmatch(code):
                entry.add(Fault(where, BAD_CODE, {"cell": code[:60]}))
        return self.entries[code]

    def _read(self, code: str, sheet: Sheet, line: Line) -> None:
        entry, content = self.entries[code], self.entries[code].content or {}
        if sheet is PROCEDURES and content[sheet.key]:
            entry.add(Fault(place(sheet, line.number), TWICE))
        self.places[code][sheet.key].append(line.number)
        content[sheet.key].append(row_of(entry, sheet, line))

    def finished(self, check: Check) -> list[Entry]:
        for code, entry in self.entries.items():
            heads = self.places[code][PROCEDURES.key]
            if heads:
                entry.place = place(PROCEDURES, heads[0])
            elif not entry.faults:
                entry.add(Fault(entry.place, NOT_LISTED, {"sheet": PROCEDURES.title}))
            _settle(entry, self.places[code], check)
        return list(self.entries.values())


def full_code(cell: str) -> str:
    """A national code has six digits behind the dot; spreadsheets take it for a number and cut its noughts."""
    code = tidy(cell)
    return code.ljust(8, "0") if CUT.fullmatch(code) else code


def _settle(entry: Entry, places: Places, check: Check) -> None:
    """What only shows when all lines are there. An entry with faults needs no content any more."""
    if entry.content is not None and not entry.faults:
        for fault in check(entry.content, places):
            entry.add(fault)
    if entry.faults:
        entry.content, entry.item = None, {}
    elif entry.content is not None:
        entry.content = in_order(entry.content)


def row_of(entry: Entry, sheet: Sheet, line: Line) -> dict[str, Any]:
    """The values of a line; its faults go to the entry."""
    values: dict[str, Any] = {}
    for column in sheet.columns if len(entry.faults) < MOST_FAULTS else ():
        try:
            values[column.key] = _value(sheet, column, line)
        except BadCell as fault:
            entry.add(Fault(place(sheet, line.number, column), fault.said, fault.values))
    return values


def _value(sheet: Sheet, column: Column, line: Line) -> Any:
    """The value of a cell, fit for its column in the database. Raises ``BadCell``."""
    if column.key in line.bad:
        raise BadCell(line.bad[column.key])
    cell = tidy(line.cells.get(column.key, ""))
    if len(cell) > LONGEST_TEXT:
        raise BadCell(TOO_LONG, letters=f"{LONGEST_TEXT:,}".replace(",", "."))
    read = column.kind.read(cell)
    stored = STORED[sheet.key, column.key]
    if stored is not None:
        try:
            stored.clean(read if read != "" or not stored.null else None, None)
        except ValidationError as error:
            raise BadCell(UNFIT, problem=" ".join(error.messages)) from error
    return read


def _stored(sheet: Sheet, column: Column) -> "ModelField[Any, Any] | None":
    """The column of the database a value goes to as it is, if there is one."""
    if column.attribute in RELATED:
        return RELATED[column.attribute]
    model = Edition if sheet is PROCEDURES else sheet.model
    if model is None or "__" in column.attribute:
        return None
    found = model._meta.get_field(column.attribute)
    return None if isinstance(found, JSONField) else found  # type: ignore[return-value]


RELATED: "dict[str, ModelField[Any, Any]]" = {
    "procedure__code_suffix": Procedure._meta.get_field("code_suffix"),
    "field__name": Field._meta.get_field("name"),
}
STORED = {(sheet.key, column.key): _stored(sheet, column) for sheet in SHEETS for column in sheet.columns}


# --- The national form ------------------------------------------------------------------------------
def from_items(items: list[Any], check: Check) -> list[Entry]:
    """The procedures of a file in the national form."""
    entries = [_from_item(number, found, check) for number, found in enumerate(items, 1)]
    counted = Counter(entry.code for entry in entries)
    for entry in entries:
        if counted[entry.code] > 1 and not entry.faults:
            entry.add(Fault(entry.place, TWICE))
    return entries


def _from_item(number: int, found: Any, check: Check) -> Entry:
    where = f"mục {number}"
    if not isinstance(found, dict):
        return Entry("?", where, {}, None, [Fault(where, FROM_ELSEWHERE)])
    national, own = split(found)
    code = code_of(national)
    entry = Entry(code[:60] or "?", where, national, None if own is None else {})
    if not CODES.fullmatch(code):
        entry.add(Fault(where, BAD_CODE if code else NO_CODE, {"cell": code[:60]} if code else {}))
    places = _take_own(entry, own) if own is not None else {}
    _settle(entry, places, check)
    return entry


def _take_own(entry: Entry, own: dict[str, Any]) -> Places:
    """Our own part, read through the same columns as a spreadsheet's cells."""
    rows = {sheet.key: own.get(sheet.key) for sheet in SHEETS}
    lists = {key: found if isinstance(found, list) else [] for key, found in rows.items()}
    entry.content = {
        sheet.key: [
            row_of(entry, sheet, Line(sheet.key, number, _cells(sheet, row)))
            for number, row in enumerate(lists[sheet.key], 1)
        ]
        for sheet in SHEETS
    }
    if len(entry.content[PROCEDURES.key]) != 1:
        entry.add(Fault(entry.place, FROM_ELSEWHERE))
    return {key: list(range(1, len(found) + 1)) for key, found in lists.items()}


def _cells(sheet: Sheet, row: Any) -> dict[str, str]:
    return {column.key: _cell(column, row.get(column.key)) for column in sheet.columns} if isinstance(row, dict) else {}


def _cell(column: Column, found: Any) -> str:
    """``found`` as a cell; what is no value of this column is left as it is, for the column to refuse."""
    try:
        written = column.kind.write(found) if found is not None else ""
    except (TypeError, ValueError, ArithmeticError):
        written = repr(found)
    return "" if written is None else str(written)
