"""The catalogue as one CSV file: UTF-8 with a mark for Excel, the sort of row in the first column.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that begins with an
apostrophe: taking one away on the way in gives back exactly what was there.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO, TextIOWrapper
from typing import BinaryIO

from django.utils.translation import gettext_noop

from portal.jobs import CannotGoOn
from procedures.exchange.columns import BY_KEY, CODE, SHEETS, Content
from procedures.exchange.incoming import Line
from procedures.exchange.spreadsheet import MOST_ROWS

SHEET = ("bang", "Bảng")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
LONGEST_CELL = 1_000_000
UNREADABLE = gettext_noop("The file is not CSV in UTF-8 with the keys of the columns in its second row.")
TOO_MANY = gettext_noop("The file has more than %(rows)s rows. Split it.")


def columns() -> dict[str, str]:
    """Key and title of every column of every sheet, each key once."""
    found = dict([SHEET, CODE])
    for sheet in SHEETS:
        for column in sheet.columns:
            found.setdefault(column.key, column.title)
    return found


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def restored(cell: str) -> str:
    return cell.removeprefix("'")


def write(rows: Callable[[], Iterable[tuple[str, Content]]]) -> bytes:
    """The file of (code, content), all rows of a procedure together."""
    out, heads = StringIO(), columns()
    writer = csv.DictWriter(out, fieldnames=list(heads), restval="", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writeheader()
    for code, content in rows():
        for sheet in SHEETS:
            for values in content[sheet.key]:
                said = {column.key: column.kind.write(values[column.key]) for column in sheet.columns}
                cells = {key: harmless("" if cell is None else str(cell)) for key, cell in said.items()}
                writer.writerow({SHEET[0]: sheet.key, CODE[0]: harmless(code), **cells})
    return out.getvalue().encode("utf-8-sig")


def lines(file: BinaryIO, beat: Callable[[], None]) -> Iterator[Line]:
    """The rows of the file. Calls ``beat`` now and then. Raises ``CannotGoOn`` for what is no CSV of ours."""
    csv.field_size_limit(LONGEST_CELL)
    file.seek(0)
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        reader = csv.reader(text, delimiter=_delimiter(text))
        next(reader, None)
        keys = [key.strip() for key in next(reader, [])]
        if SHEET[0] not in keys or CODE[0] not in keys:
            raise CannotGoOn(UNREADABLE)
        for number, row in enumerate(reader, 3):
            if number > MOST_ROWS:
                raise CannotGoOn(TOO_MANY, rows=MOST_ROWS)
            if number % 5000 == 0:
                beat()
            cells = {key: restored(cell) for key, cell in zip(keys, row, strict=False)}
            if any(row):
                yield Line(_sheet(cells), number, cells)
    except (csv.Error, UnicodeDecodeError) as error:
        raise CannotGoOn(UNREADABLE) from error
    finally:
        text.detach()


def _delimiter(text: TextIOWrapper) -> str:
    """Excel in Vietnam writes semicolons."""
    first = text.readline()
    text.seek(0)
    return ";" if first.count(";") > first.count(",") else ","


def _sheet(cells: dict[str, str]) -> str:
    said = cells.get(SHEET[0], "").strip()
    if said not in BY_KEY:
        raise CannotGoOn(UNREADABLE)
    return said
