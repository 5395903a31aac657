"""The catalogue as one CSV file: UTF-8 with a mark for Excel, the sort of row in the first column.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that begins with an
apostrophe: taking one away on the way in gives back exactly what was there.
"""

import csv
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from typing import BinaryIO

from django.utils.translation import gettext_noop

from portal.jobs import CannotGoOn
from portal.sheets import harmless
from procedures.exchange.columns import CODE, SHEETS
from procedures.exchange.incoming import Line
from procedures.exchange.national_item import Rows
from procedures.exchange.spreadsheet import MOST_COLUMNS, MOST_ROWS

SHEET = ("bang", "Bảng")
LONGEST_CELL = 1_000_000
UNREADABLE = gettext_noop(
    "The file is not a table in UTF-8: save it as “CSV UTF-8” or as XLSX. If a quotation mark is missing somewhere, "
    "take the file exported from here again."
)
NO_COLUMN = gettext_noop(
    "The table lacks the column with the key “%(key)s” in its second row. Take a file exported from here as a pattern "
    "and leave all its columns in it."
)
TOO_WIDE = gettext_noop("The table has more than 60 columns. Delete those that are not ours.")
TOO_MANY = gettext_noop("The table has more than 100,000 rows. Split it.")
TOO_LONG = gettext_noop("A cell is longer than a million letters. Look for a quotation mark that is not closed.")


def columns() -> dict[str, str]:
    """Key and title of every column of every sheet, each key once."""
    found = dict([SHEET, CODE])
    for sheet in SHEETS:
        for column in sheet.columns:
            found.setdefault(column.key, column.title)
    return found


def restored(cell: str) -> str:
    return cell.removeprefix("'")


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


def lines(file: BinaryIO, beat: Callable[[], None]) -> Iterator[Line]:
    """The rows of the file. Calls ``beat`` now and then. Raises ``CannotGoOn`` for what is no CSV of ours."""
    csv.field_size_limit(LONGEST_CELL)
    file.seek(0)
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        reader = csv.reader(text, delimiter=_delimiter(text), strict=True)
        next(reader, None)
        keys = _keys(next(reader, []))
        for number, row in enumerate(reader, 3):
            if number > MOST_ROWS:
                raise CannotGoOn(TOO_MANY)
            if number % 5000 == 0:
                beat()
            cells = {key: restored(cell) for key, cell in zip(keys, row, strict=False)}
            if any(cell.strip() for cell in row):
                yield Line(cells.get(SHEET[0], "").strip(), number, cells)
    except csv.Error as error:
        raise CannotGoOn(TOO_LONG if "field limit" in str(error) else UNREADABLE) from error
    except UnicodeDecodeError as error:
        raise CannotGoOn(UNREADABLE) from error
    finally:
        text.detach()


def _delimiter(text: TextIOWrapper) -> str:
    """Excel in Vietnam writes semicolons."""
    first = text.readline(LONGEST_CELL)
    text.seek(0)
    return ";" if first.count(";") > first.count(",") else ","


def _keys(row: list[str]) -> list[str]:
    keys = [key.strip() for key in row]
    if len(keys) > MOST_COLUMNS:
        raise CannotGoOn(TOO_WIDE)
    for key in columns():
        if key not in keys:
            raise CannotGoOn(NO_COLUMN, key=key)
    return keys
