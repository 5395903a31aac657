"""What a file brings, before anything is done with it: one entry a procedure, with the faults met on the way."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field as ModelField
from django.db.models import JSONField
from django.utils.translation import gettext_noop

from portal.agencies.models import Agency
from procedures.exchange.cells import BadCell
from procedures.exchange.columns import BY_KEY, CODE, PROCEDURES, SHEETS, Column, Content, Sheet
from procedures.exchange.national_item import Item, code_of, item_of, split
from procedures.models import Edition


@dataclass(frozen=True)
class Fault:
    """``place``: sheet, row and column of the file; ``said`` is a message id, filled with ``values``."""

    place: str
    said: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Entry:
    """One procedure of the file. With ``content`` the file speaks our own columns; without, the national form alone."""

    code: str
    place: str
    item: Item
    content: Content | None = None
    faults: list[Fault] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Entry":
        return cls(**{**kept, "faults": [Fault(**fault) for fault in kept["faults"]]})


@dataclass(frozen=True)
class Line:
    """A row of a sheet as it stands in the file: cells by column key, and the number people see."""

    sheet: str
    number: int
    cells: dict[str, str]


NOT_LISTED = gettext_noop("the code is not in the sheet “Thủ tục”")
TWICE = gettext_noop("the code stands twice in the file")
NO_CODE = gettext_noop("no code of a procedure")
UNKNOWN = gettext_noop("nothing has this number or key: %(cell)s")
UNFIT = gettext_noop("%(problem)s")
FROM_ELSEWHERE = gettext_noop("not an item of the national form")


def from_lines(lines: Iterable[Line]) -> list[Entry]:
    """The procedures of a spreadsheet, its lines gathered by code over all sheets."""
    entries: dict[str, Entry] = {}
    rest: list[Line] = []
    for line in lines:
        if line.sheet == PROCEDURES.key:
            _begin(line, entries)
        else:
            rest.append(line)
    for line in rest:
        _add(line, entries)
    for entry in entries.values():
        _check_references(entry)
        if not entry.faults and entry.content:
            entry.item = item_of(entry.code, entry.content)
    return list(entries.values())


def _begin(line: Line, entries: dict[str, Entry]) -> None:
    code, place = line.cells.get(CODE[0], "").strip(), _place(PROCEDURES, line)
    if not code or code in entries:
        fault = Fault(place, TWICE if code else NO_CODE)
        code = code or f"? {line.number}"
        entries.setdefault(code, Entry(code[:60], place, {})).faults.append(fault)
        return
    entry = Entry(code, place, {}, {sheet.key: [] for sheet in SHEETS})
    entries[code] = entry
    _read(entry, PROCEDURES, line)


def _add(line: Line, entries: dict[str, Entry]) -> None:
    code, sheet = line.cells.get(CODE[0], "").strip(), BY_KEY[line.sheet]
    if code not in entries:
        place = _place(sheet, line)
        entries[f"{code} {place}"] = Entry(code[:60] or "?", place, {}, None, [Fault(place, NOT_LISTED)])
    elif entries[code].content is not None:
        _read(entries[code], sheet, line)


def _place(sheet: Sheet, line: Line, column: Column | None = None) -> str:
    return f"{sheet.title}, dòng {line.number}" + (f", cột “{column.title}”" if column else "")


def _read(entry: Entry, sheet: Sheet, line: Line) -> None:
    """The row's values into the content, its faults beside."""
    values = {}
    for column in sheet.columns:
        try:
            values[column.key] = value(sheet, column, line.cells.get(column.key, ""))
        except BadCell as fault:
            entry.faults.append(Fault(_place(sheet, line, column), fault.said, fault.values))
    if entry.content is not None:
        entry.content[sheet.key].append(values)


def value(sheet: Sheet, column: Column, cell: str) -> Any:
    """The value of a cell, fit for its column in the database. Raises ``BadCell``."""
    read = column.kind.read(cell)
    stored = _stored(sheet, column)
    if stored is not None:
        try:
            stored.clean(read if read != "" or not stored.null else None, None)
        except ValidationError as error:
            raise BadCell(UNFIT, problem=" ".join(error.messages)) from error
    return read


def _stored(sheet: Sheet, column: Column) -> "ModelField[Any, Any] | None":
    """The column of the database a value goes to as it is, if there is one."""
    model = Edition if sheet is PROCEDURES else sheet.model
    if model is None or "__" in column.attribute:
        return None
    found = model._meta.get_field(column.attribute)
    return None if isinstance(found, JSONField) else found  # type: ignore[return-value]


def _check_references(entry: Entry) -> None:
    """Cases, fees and agencies that rows point to must be there."""
    content = entry.content
    if content is None or entry.faults:
        return
    known = {
        "case__number": {case["so_thu_tu"] for case in content["truong_hop"]},
        "fee__number": {fee["so_thu_tu"] for fee in content["phi_le_phi"]},
    }
    if content["trach_nhiem"]:
        known["agency__key"] = set(Agency.objects.values_list("key", flat=True))
    for sheet in SHEETS:
        for column in sheet.columns:
            for row in content[sheet.key]:
                cell = row[column.key]
                if column.attribute in known and cell not in (None, "") and cell not in known[column.attribute]:
                    fault = Fault(f"{sheet.title}, cột “{column.title}”", UNKNOWN, {"cell": cell})
                    entry.faults.append(fault)


def from_items(items: Iterable[Any]) -> Iterator[Entry]:
    """The procedures of a file in the national form."""
    seen: set[str] = set()
    for number, found in enumerate(items, 1):
        place = f"mục {number}"
        if not isinstance(found, dict):
            yield Entry("?", place, {}, None, [Fault(place, FROM_ELSEWHERE)])
            continue
        national, own = split(found)
        code = code_of(national)
        faults = [Fault(place, TWICE)] if code in seen else []
        seen.add(code)
        content = None if own is None else _checked(own, faults, place)
        yield Entry(code[:60] or "?", place, national, content, faults)


def _checked(own: Any, faults: list[Fault], place: str) -> Content | None:
    """Our own part, read through the same columns as a spreadsheet's cells."""
    entry = Entry("", place, {}, {sheet.key: [] for sheet in SHEETS}, faults)
    for sheet in SHEETS:
        rows = own.get(sheet.key)
        for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
            cells = {column.key: _cell(column, row) for column in sheet.columns} if isinstance(row, dict) else {}
            _read(entry, sheet, Line(sheet.key, number, cells))
    _check_references(entry)
    return entry.content


def _cell(column: Column, row: dict[str, Any]) -> str:
    found = row.get(column.key)
    if isinstance(found, list):
        return "\n".join(str(column.kind.write([part])) for part in found)
    return "" if found is None else str(column.kind.write(found))
