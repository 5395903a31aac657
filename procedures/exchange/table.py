"""The catalogue as one CSV file: UTF-8 with a mark for Excel, the sort of row in the first column.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that begins with an
apostrophe: taking one away on the way in gives back exactly what was there.
"""

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from django.utils.translation import gettext_noop

from portal.jobs import CannotGoOn
from portal.sheets import harmless
from portal.tables import MOST_COLUMNS, Beat, csv_rows, restored
from procedures.exchange.columns import CODE, SHEETS
from procedures.exchange.incoming import Line
from procedures.exchange.national_item import Rows

SHEET = ("bang", "Bảng")
NO_COLUMN = gettext_noop(
    "The table lacks the column with the key “%(key)s” in its second row. Take a file exported from here as a pattern "
    "and leave all its columns in it."
)
TOO_WIDE = gettext_noop("The table has more than 60 columns. Delete those that are not ours.")


def columns() -> dict[str, str]:
    """Key and title of every column of every sheet, each key once."""
    found = dict([SHEET, CODE])
    for sheet in SHEETS:
        for column in sheet.columns:
            found.setdefault(column.key, column.title)
    return found


def write(rows: Rows, out: BinaryIO) -> None:
    """All rows of a procedure together."""
    text, heads = TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True), columns()
    writer = csv.DictWriter(text, fieldnames=list(heads), restval="", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerow({key: key for key in heads})
    for row in rows():
        for sheet in SHEETS:
            for values in row.content[sheet.key]:
                said = {column.key: column.kind.write(values[column.key]) for column in sheet.columns}
                cells = {key: harmless("" if cell is None else str(cell)) for key, cell in said.items()}
                writer.writerow({SHEET[0]: sheet.key, CODE[0]: harmless(row.code), **cells})
    text.detach()


def lines(file: BinaryIO, beat: Beat) -> Iterator[Line]:
    """The rows of the file. Calls ``beat`` now and then. Raises ``CannotGoOn`` for what is no CSV of ours."""
    reader = csv_rows(file)
    next(reader, None)
    keys = _keys(next(reader, []))
    for number, row in enumerate(reader, 3):
        if number % 5000 == 0:
            beat()
        cells = {key: restored(cell) for key, cell in zip(keys, row, strict=False)}
        if any(cell.strip() for cell in row):
            yield Line(cells.get(SHEET[0], "").strip(), number, cells)


def _keys(row: list[str]) -> list[str]:
    keys = [key.strip() for key in row]
    if len(keys) > MOST_COLUMNS:
        raise CannotGoOn(TOO_WIDE)
    for key in columns():
        if key not in keys:
            raise CannotGoOn(NO_COLUMN, key=key)
    return keys
