"""What must hold among the rows of one procedure before the database is asked."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop

from portal.agencies.models import Agency
from portal.vietnamese import plain
from procedures.exchange.columns import FROM, PROCEDURES, SHEETS, UNTIL, Column, Content, Sheet
from procedures.exchange.incoming import Fault, Places, place
from procedures.models import Field

UNKNOWN = gettext_noop("nothing has this number or key: %(cell)s")
SEVERAL = gettext_noop("several fees have this number and channel: %(cell)s")
REPEATED = gettext_noop("stands there already, in row %(row)s: %(cell)s")
BEFORE = gettext_noop("the last day lies before the first")
NO_DOCUMENT = gettext_noop("must be a JSON object, {…}")
NO_LEVEL = gettext_noop("the online level is 1, 2, 3 or 4")
OTHER_FIELD = gettext_noop("the field “%(name)s” has the code %(code)s in the catalogue")
OTHER_CODE = gettext_noop("the code belongs to the field “%(name)s” in the catalogue")
NEW_FIELD = gettext_noop("the catalogue does not know this field: a new one needs a code of at most 40 letters")
FIELD_CODE = re.compile(r"[\w.\-]{1,40}")


class Catalogue:
    """The keys of fields and agencies that a file may name, read once for a whole file."""

    def __init__(self) -> None:
        self.agencies = set(Agency.objects.values_list("key", flat=True))
        fields = list(Field.objects.values_list("name", "code"))
        self.names = {code: name for name, code in fields}
        self.codes: dict[str, list[str]] = {}
        for name, code in fields:
            self.codes.setdefault(plain(name), []).append(code)

    def __call__(self, content: Content, places: Places) -> Iterator[Fault]:
        """The faults of one procedure, with their rows in the file."""
        for sheet in SHEETS:
            for row, number in zip(content[sheet.key], places[sheet.key], strict=True):
                yield from _row_faults(sheet, row, number)
                yield from self._unknown(content, sheet, row, number)
            yield from _repeated(sheet, content[sheet.key], places[sheet.key])
        yield from self._field(content[PROCEDURES.key][0], places[PROCEDURES.key][0])

    def _unknown(self, content: Content, sheet: Sheet, row: dict[str, Any], number: int) -> Iterator[Fault]:
        """Cases, fees and agencies that rows point to must be there, and be one."""
        for name, columns in references(sheet).items():
            wanted = tuple(row[column.key] for column in columns)
            if not any(value not in (None, "") for value in wanted):
                continue
            there = self._there(content, name)
            if there.count(wanted) != 1:
                cell = ", ".join("–" if value is None else str(value) for value in wanted)
                said = SEVERAL if wanted in there else UNKNOWN
                yield Fault(place(sheet, number, columns[0]), said, {"cell": cell})

    def _there(self, content: Content, name: str) -> list[tuple[Any, ...]]:
        if name == "case":
            return [(case["so_thu_tu"],) for case in content["truong_hop"]]
        if name == "fee":
            return [(fee["so_thu_tu"], fee["kenh"]) for fee in content["phi_le_phi"]]
        return [(key,) for key in self.agencies]

    def _field(self, row: dict[str, Any], number: int) -> Iterator[Fault]:
        """Name and code say the same field, or a new one."""
        name, code = row["linh_vuc"], row["ma_linh_vuc"]
        known = self.codes.get(plain(name), [])
        if known and code and code not in known:
            yield Fault(place(PROCEDURES, number), OTHER_FIELD, {"name": name, "code": ", ".join(known)})
        elif not known and code in self.names:
            yield Fault(place(PROCEDURES, number), OTHER_CODE, {"name": self.names[code]})
        elif not known and not FIELD_CODE.fullmatch(code):
            yield Fault(place(PROCEDURES, number), NEW_FIELD)


def references(sheet: Sheet) -> dict[str, list[Column]]:
    """The columns that together name another row, by the name of the row's attribute; the field is told apart."""
    found: dict[str, list[Column]] = {}
    for column in sheet.columns:
        name, _, by = column.attribute.partition("__")
        if by and sheet is not PROCEDURES:
            found.setdefault(name, []).append(column)
    return found


def _row_faults(sheet: Sheet, row: dict[str, Any], number: int) -> Iterator[Fault]:
    first, last = row.get(FROM.key), row.get(UNTIL.key)
    if first and last and last < first:
        yield Fault(place(sheet, number, UNTIL), BEFORE)
    for column in sheet.columns:
        if column.key in DOCUMENTS and not isinstance(row[column.key], dict):
            yield Fault(place(sheet, number, column), NO_DOCUMENT)
    if sheet is PROCEDURES and row["muc_do"] not in {1, 2, 3, 4}:
        yield Fault(place(sheet, number), NO_LEVEL)


DOCUMENTS = {"dieu_kien", "thong_so"}


def _repeated(sheet: Sheet, rows: list[dict[str, Any]], numbers: list[int]) -> Iterator[Fault]:
    """What may stand only once."""
    seen: dict[tuple[Any, ...], int] = {}
    for row, number in zip(rows, numbers, strict=True):
        key = tuple(row[name] for name in sheet.once)
        if sheet.once and key in seen:
            cell = ", ".join("–" if value in (None, "") else str(value) for value in key)
            yield Fault(place(sheet, number), REPEATED, {"row": seen[key], "cell": cell})
        seen.setdefault(key, number)
