"""How single values become cells of a file and cells become values again."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from portal.sheets import FORBIDDEN


class BadCell(Exception):
    """A cell that cannot be read; ``said`` is a message id, filled with ``values``."""

    def __init__(self, said: str, **values: Any) -> None:
        super().__init__(said)
        self.said, self.values = said, values


@dataclass(frozen=True)
class Kind:
    """How a value becomes a cell and a cell a value. ``read`` raises ``BadCell``; the value must be fit for JSON.

    ``words``: all a cell may say, where that is a closed list.
    """

    write: Callable[[Any], str | int | None]
    read: Callable[[str], Any]
    words: tuple[str, ...] = ()


WHOLE_NUMBER = re.compile(r"[0-9]{1,19}|[0-9]{1,3}(\.[0-9]{3}){1,5}")
DECIMAL_NUMBER = re.compile(r"[0-9]{1,6}([.,][0-9]{1,2})?")
LONGEST_QUOTE = 60


def tidy(value: Any) -> str:
    """As kept: composed letters, one kind of line break, nothing at the ends, nothing no database or file can hold."""
    text = unicodedata.normalize("NFC", FORBIDDEN.sub("", str(value or "")))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def storable(document: Any) -> Any:
    """``document``, any JSON, without what no database can hold."""
    if isinstance(document, dict):
        return {FORBIDDEN.sub("", str(key)): storable(value) for key, value in document.items()}
    if isinstance(document, list):
        return [storable(value) for value in document]
    return FORBIDDEN.sub("", document) if isinstance(document, str) else document


def from_json(text: str) -> Any:
    """Raises ``ValueError`` for what is not JSON, and for what the database does not take as JSON."""
    try:
        return storable(json.loads(text, parse_constant=_refused))
    except RecursionError as error:
        raise ValueError("too deep") from error


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _whole(cell: str) -> int | None:
    """Dots may stand between groups of three, as people write: 1.000.000."""
    if not cell:
        return None
    if not WHOLE_NUMBER.fullmatch(cell):
        raise BadCell(gettext_noop("not a whole number: %(cell)s"), cell=cell[:LONGEST_QUOTE])
    return int(cell.replace(".", ""))


def _decimal(cell: str) -> str:
    if not DECIMAL_NUMBER.fullmatch(cell or "0"):
        raise BadCell(gettext_noop("not a number with at most two decimals: %(cell)s"), cell=cell[:LONGEST_QUOTE])
    return _as_decimal(cell.replace(",", ".") or 0)


def _as_decimal(value: Any) -> str:
    return f"{Decimal(value).normalize():f}"


def _yes_no(cell: str) -> bool:
    if cell.lower() not in {"", "có", "không", "1", "0", "true", "false", "x"}:
        said = gettext_noop("neither “%(yes)s” nor “%(no)s”: %(cell)s")
        raise BadCell(said, yes="có", no="không", cell=cell[:LONGEST_QUOTE])
    return cell.lower() in {"có", "1", "true", "x"}


def _day(cell: str) -> str | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(cell, form).date().isoformat() if cell else None
        except ValueError:
            continue
    raise BadCell(gettext_noop("not a date as day/month/year: %(cell)s"), cell=cell[:LONGEST_QUOTE])


def _document(cell: str) -> Any:
    try:
        return from_json(cell or "{}")
    except ValueError as error:
        raise BadCell(gettext_noop("not in JSON: %(cell)s"), cell=cell[:LONGEST_QUOTE]) from error


def choice(words: Mapping[Any, str]) -> Kind:
    """One of a few values by its Vietnamese word in any case; the value itself is understood, too."""
    known = {str(value): value for value in words} | {word.lower(): value for value, word in words.items()}

    def read(cell: str) -> Any:
        if cell.lower() not in known:
            said = gettext_noop("“%(cell)s” is none of: %(words)s")
            raise BadCell(said, cell=cell[:LONGEST_QUOTE], words=", ".join(words.values()))
        return known[cell.lower()]

    return Kind(lambda value: words.get(value, str(value)), read, tuple(words.values()))


def perhaps(one: Kind) -> Kind:
    """``one``, or nothing."""
    return Kind(
        lambda value: "" if value is None else one.write(value),
        lambda cell: one.read(cell) if cell else None,
        one.words,
    )


def several(one: Kind) -> Kind:
    """A list, one entry a line."""
    return Kind(
        lambda values: "\n".join(str(one.write(value)) for value in values),
        lambda cell: [one.read(part.strip()) for part in cell.split("\n") if part.strip()],
    )


def in_order(one: Kind) -> Kind:
    """A list whose order says nothing."""
    plain = several(one)
    return Kind(plain.write, lambda cell: sorted(set(plain.read(cell))))


TEXT = Kind(tidy, tidy)
WHOLE = Kind(lambda value: value, _whole)
DECIMAL = Kind(_as_decimal, _decimal)
YES_NO = Kind(lambda value: "có" if value else "không", _yes_no)
DAY = Kind(lambda value: f"{date.fromisoformat(str(value)):%d/%m/%Y}" if value else "", _day)
DOCUMENT = Kind(lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True) if value else "", _document)
CHANNEL = choice({"1": "trực tiếp", "2": "trực tuyến", "3": "bưu chính"})
LEVEL = choice({0: "bộ", 1: "tỉnh", 2: "huyện", 3: "xã"})
LEVELS = in_order(LEVEL)
UNIT = choice(
    {
        "working_days": "ngày làm việc",
        "calendar_days": "ngày",
        "hours": "giờ làm việc",
        "months": "tháng",
        "same_day": "trong ngày",
        "unknown": "không nêu",
    }
)
FEE_KIND = choice({"1": "phí", "2": "lệ phí"})
RULE = choice(
    {
        "fixed": "cố định",
        "quantity": "theo số lượng",
        "pages": "theo trang",
        "bands": "theo bậc giá trị",
        "share": "theo tỷ lệ",
        "notice": "theo thông báo",
        "listed": "một trong các mức công bố",
    }
)
PART = choice({"receiving": "tiếp nhận và trả", "deciding": "giải quyết", "coordinating": "phối hợp"})
ROLE = choice(
    {
        "clerk": "cán bộ tiếp nhận",
        "officer": "chuyên viên",
        "leader": "lãnh đạo",
        "cashier": "thủ quỹ",
        "link": "cán bộ kết nối Cổng quốc gia",
        "catalogue": "quản trị danh mục",
        "admin": "quản trị hệ thống",
    }
)
