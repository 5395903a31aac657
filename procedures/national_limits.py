"""Time limits and fees as national records write them (D16): read where the words are plain, kept as text where not.

Nothing is guessed silently: what is read by assumption, or cannot be read, is a fault of the report.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from portal.vietnamese import plain

NUMBER = r"(\d{1,4}(?:[.,]\d{1,2})?)"
PLAIN_NUMBER = re.compile(rf"^{NUMBER}$")
RANGE = re.compile(rf"^{NUMBER}\s*(?:-|–|đến)\s*{NUMBER}$")
INSIDE = re.compile(rf"^\W*{NUMBER}\s*(?:\([^)]*\)\s*)?(ngày làm việc|ngày|giờ|tháng)\b", re.IGNORECASE)
UNITS = {
    "ngay lam viec": "working_days",
    "ngay lv": "working_days",
    "ngay": "calendar_days",
    "gio": "hours",
    "gio lam viec": "hours",
    "thang": "months",
    "trong ngay": "same_day",
}
LONGEST = Decimal(999)
SMALLEST_AMOUNT = 1000
SAME_DAY_FIELDS = {"ho tich", "chung thuc"}
CURRENCIES = {"", "dong", "vnd", "viet nam dong", "d"}
FREE = {"khong", "khong co", "mien", "mien phi", "mien le phi", "khong thu", "khong thu phi"}
AMOUNT = re.compile(r"^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:\.0)?\s*(?:đồng|đ|vnđ|vnd)?(?:/(.*))?$", re.IGNORECASE)


@dataclass(frozen=True)
class Limit:
    """A time limit of a record; ``unit`` is one of ``TimeLimit.Unit``."""

    channel: str
    value: Decimal
    unit: str
    after_three: bool
    text: str


@dataclass(frozen=True)
class Charge:
    """A fee or charge of a record; ``amount`` in whole đồng, ``None`` where none is readable."""

    channel: str
    kind: str
    amount: int | None
    per: str
    text: str


def read_limit(channel: str, entry: dict[str, str], field: str, faults: list[str]) -> Limit:
    """One THOIGIAN of one channel. ``field`` matters: what the law on civil status and certification leaves without a
    time limit is due the same day (Luật Hộ tịch Đ.8.3; NĐ 23/2015 Đ.7)."""
    said, unit, note = entry.get("THOIGIANGIAIQUYET", ""), entry.get("DONVITINH", ""), entry.get("MOTA", "")
    value, read_unit = _time(said, unit, note, plain(field) in SAME_DAY_FIELDS, faults)
    three = read_unit != "unknown" and ("sau 15 gio" in plain(note) or (said, plain(unit)) == ("15", "gio"))
    three = three or (read_unit == "same_day" and plain(field) in SAME_DAY_FIELDS)
    text = note or (" ".join(filter(None, (said, unit))) if read_unit == "unknown" else "")
    return Limit(channel, value, read_unit, three, text)


def _time(said: str, unit: str, note: str, is_same_day_field: bool, faults: list[str]) -> tuple[Decimal, str]:
    nothing = (Decimal(0), "unknown")
    kind = UNITS.get(plain(unit))
    if kind == "same_day":
        return Decimal(0), kind
    if (said, kind) == ("15", "hours"):
        faults.append("15 hours read as the same day, next working day after 15:00")
        return Decimal(0), "same_day"
    if plain(note).startswith("vnd") and not unit:
        faults.append(f"time limit run together with a fee: {said}")
        return nothing
    if said == "1" and not unit and is_same_day_field:
        faults.append("time limit 1 without a unit read as the same day")
        return Decimal(0), "same_day"
    value = _number(said, faults)
    if value is not None and kind:
        return _plausible(value, kind, unit, faults)
    found = INSIDE.match(said) or (INSIDE.match(note) if not said else None)
    if found:
        faults.append(f"time limit only in the words: {found.group(0).strip()}")
        return _plausible(_decimal(found.group(1)), UNITS[plain(found.group(2))], found.group(2), faults)
    faults.append(_unreadable(said, unit, value))
    return nothing


def _number(said: str, faults: list[str]) -> Decimal | None:
    between = RANGE.match(said)
    if between:
        faults.append(f"time limit is a range, the longer is taken: {said}")
        return _decimal(between.group(2))
    return _decimal(said) if PLAIN_NUMBER.match(said) else None


def _decimal(said: str) -> Decimal:
    return Decimal(said.replace(",", "."))


def _plausible(value: Decimal, kind: str, unit: str, faults: list[str]) -> tuple[Decimal, str]:
    if 0 < value <= LONGEST:
        return value, kind
    faults.append(f"time limit not plausible: {value.normalize():f} {unit}")
    return Decimal(0), "unknown"


def _unreadable(said: str, unit: str, value: Decimal | None) -> str:
    if not said:
        return "no time limit"
    if value is None:
        return f"time limit is not a number: {said}"
    return f"unknown unit of time: {unit}" if unit else f"time limit without a unit: {said}"


def read_fee(channel: str, entry: dict[str, str], faults: list[str]) -> Charge:
    """One PHILEPHI of one THOIGIAN."""
    note, unit = entry.get("MOTA", ""), entry.get("DONVI", "")
    currency, _, per = unit.partition("/")
    amount, of = _amount(entry.get("SOTIEN", ""), note, faults)
    if plain(currency) not in CURRENCIES:
        faults.append(f"fee in a foreign currency: {entry.get('SOTIEN', '')} {currency}")
        return Charge(channel, _kind(entry, note, faults), None, per, note or f"{entry.get('SOTIEN', '')} {unit}")
    return Charge(channel, _kind(entry, note, faults), amount, (per or of)[:120], note)


def _amount(said: str, note: str, faults: list[str]) -> tuple[int | None, str]:
    if plain(said) in FREE:
        return 0, ""
    found = AMOUNT.match(said)
    if not found:
        if said or not note:
            faults.append(f"amount is not a number: {said}" if said else "fee without an amount")
        return None, ""
    amount = int(re.sub(r"[.,]", "", found.group(1)))
    if amount == 0 or amount >= SMALLEST_AMOUNT:
        return amount, found.group(2) or ""
    return _cut(amount, note, faults), ""


def _cut(amount: int, note: str, faults: list[str]) -> int | None:
    """An amount cut at the dot, mended where its own note writes it out."""
    if re.search(rf"(?<![\d.,]){amount}[.,]000(?![.,]?\d)", note):
        faults.append(f"amount cut at the dot, mended from its note: {amount}")
        return amount * 1000
    faults.append(f"amount cut at the dot: {amount}")
    return None


def _kind(entry: dict[str, str], note: str, faults: list[str]) -> str:
    said = entry.get("MAPHILEPHI", "")
    if said in {"1", "2"}:
        return said
    kind = said[:1] if said[:1] in {"1", "2"} else "2" if plain(note).startswith("le phi") else "1"
    faults.append(f"kind of fee unclear: {said}" if said else "fee without a kind")
    return kind
