"""How single values become cells of a file and cells become values again."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_noop


class BadCell(Exception):
    """A cell that cannot be read; ``said`` is a message id, filled with ``values``."""

    def __init__(self, said: str, **values: Any) -> None:
        super().__init__(said)
        self.said, self.values = said, values


@dataclass(frozen=True)
class Kind:
    """How a value becomes a cell and a cell a value. ``read`` raises ``BadCell``; the value must be fit for JSON."""

    write: Callable[[Any], str | int | None]
    read: Callable[[str], Any]


def tidy(value: Any) -> str:
    """As kept: composed letters, one kind of line break, nothing at the ends."""
    text = unicodedata.normalize("NFC", str(value or ""))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _whole(cell: str) -> int | None:
    if not cell:
        return None
    number = _decimal(cell)
    if "." in number:
        raise BadCell(gettext_noop("not a whole number: %(cell)s"), cell=cell)
    return int(number)


def _decimal(cell: str) -> str:
    try:
        number = Decimal(cell.replace(",", ".") or "0")
    except InvalidOperation as error:
        raise BadCell(gettext_noop("not a number: %(cell)s"), cell=cell) from error
    if not number.is_finite() or abs(number) >= 10**15:
        raise BadCell(gettext_noop("not a number: %(cell)s"), cell=cell)
    return f"{number.normalize():f}"


def _yes_no(cell: str) -> bool:
    if cell.lower() not in {"", "có", "không", "1", "0", "true", "false", "x"}:
        raise BadCell(gettext_noop("neither “có” nor “không”: %(cell)s"), cell=cell)
    return cell.lower() in {"có", "1", "true", "x"}


def _day(cell: str) -> str | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(cell, form).date().isoformat() if cell else None
        except ValueError:
            continue
    raise BadCell(gettext_noop("not a date as day/month/year: %(cell)s"), cell=cell[:60])


def _document(cell: str) -> Any:
    try:
        return json.loads(cell or "{}")
    except (ValueError, RecursionError) as error:
        raise BadCell(gettext_noop("not in JSON: %(cell)s"), cell=cell[:60]) from error


def choice(words: Mapping[Any, str]) -> Kind:
    """One of a few values by its Vietnamese word; the value itself is understood, too."""
    known = {word: value for value, word in words.items()} | {str(value): value for value in words}

    def read(cell: str) -> Any:
        if cell.lower() not in known:
            raise BadCell(
                gettext_noop("“%(cell)s” is none of: %(words)s"), cell=cell[:60], words=", ".join(words.values())
            )
        return known[cell.lower()]

    return Kind(lambda value: words.get(value, str(value)), read)


def several(one: Kind) -> Kind:
    """A list, one entry a line."""
    return Kind(
        lambda values: "\n".join(str(one.write(value)) for value in values),
        lambda cell: [one.read(part.strip()) for part in cell.splitlines() if part.strip()],
    )


TEXT = Kind(tidy, tidy)
WHOLE = Kind(lambda value: value, _whole)
DECIMAL = Kind(lambda value: f"{Decimal(value).normalize():f}", _decimal)
YES_NO = Kind(lambda value: "có" if value else "không", _yes_no)
DAY = Kind(lambda value: f"{date.fromisoformat(str(value)):%d/%m/%Y}" if value else "", _day)
DOCUMENT = Kind(lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True) if value else "", _document)
CHANNEL = choice({"1": "trực tiếp", "2": "trực tuyến", "3": "bưu chính"})
LEVEL = choice({0: "bộ", 1: "tỉnh", 2: "huyện", 3: "xã"})
LEVELS = several(LEVEL)
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
    }
)
PART = choice({"receiving": "tiếp nhận và trả", "deciding": "giải quyết", "coordinating": "phối hợp"})
ROLE = choice(
    {
        "clerk": "cán bộ tiếp nhận",
        "officer": "chuyên viên",
        "leader": "lãnh đạo",
        "cashier": "thủ quỹ",
        "catalogue": "quản trị danh mục",
        "admin": "quản trị hệ thống",
    }
)
