"""Computed values: a closed language of expressions over answers, kept as JSON. Nobody types them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from procedures.questions.conditions import BadForm


@dataclass(frozen=True)
class Literal:
    value: str | int


@dataclass(frozen=True)
class Expression:
    """One of ``OPERATIONS`` over names of questions and literals."""

    operation: str
    parts: tuple[str | Literal, ...]
    between: str = " "


ARITY = {
    "sum": (1, 20), "difference": (2, 2), "product": (1, 20), "count": (1, 1), "total": (2, 2), "age": (1, 1),
    "days_between": (2, 2), "join": (1, 20),
}  # fmt: skip


def read(document: Any, place: str, *, is_needed: bool) -> Expression | None:
    """Raises ``BadForm``; also where an expression is given that nobody asked for."""
    if bool(document) != is_needed:
        raise BadForm(f"{place}: a computed value, and nothing else, has an expression")
    if not document:
        return None
    keys = set(document) - {"with"} if isinstance(document, dict) else set()
    if len(keys) != 1 or not keys <= set(ARITY):
        raise BadForm(f"{place}: no such expression")
    operation = keys.pop()
    parts = document[operation]
    parts = parts if isinstance(parts, list) else [parts]
    least, most = ARITY[operation]
    if not least <= len(parts) <= most:
        raise BadForm(f"{place}: “{operation}” takes {least} to {most} parts")
    return Expression(operation, tuple(_part(part, place) for part in parts), str(document.get("with", " ")))


def _part(part: Any, place: str) -> str | Literal:
    if isinstance(part, str) and part.isidentifier():
        return part
    if isinstance(part, dict) and set(part) == {"value"} and isinstance(part["value"], str | int):
        return Literal(part["value"])
    raise BadForm(f"{place}: a question or a value expected, not {part!r}")


def names(expression: Expression | None) -> Iterator[str]:
    """The questions it is computed from; of ``total`` only the block."""
    if expression is not None:
        parts = expression.parts[:1] if expression.operation == "total" else expression.parts
        yield from (part for part in parts if isinstance(part, str))


def value(expression: Expression, answers: Mapping[str, Any], *, today: date | None = None) -> str | int | None:
    """Total: what cannot be computed yet is ``None``. Numbers are whole; ages and days count from ``today``."""
    found = [part.value if isinstance(part, Literal) else answers.get(part) for part in expression.parts]
    match expression.operation:
        case "count":
            return len(found[0]) if isinstance(found[0], list) else 0
        case "total":
            inner = str(expression.parts[1])
            return _whole(sum((_number(row.get(inner)) or Decimal(0) for row in _rows(found[0])), Decimal(0)))
        case "join":
            return expression.between.join(str(part) for part in found if part not in (None, "", [])) or None
        case "age":
            return _years(_day(found[0]), today or timezone.localdate())
        case "days_between":
            first, last = _day(found[0]), _day(found[1])
            return (last - first).days if first and last else None
    return _calculated(expression.operation, [_number(part) for part in found])


def _calculated(operation: str, found: list[Decimal | None]) -> int | None:
    numbers = [number for number in found if number is not None]
    if operation == "sum":
        return _whole(sum(numbers, Decimal(0))) if numbers else None
    if len(numbers) < len(found):
        return None
    if operation == "difference":
        return _whole(numbers[0] - numbers[1])
    product = Decimal(1)
    for number in numbers:
        product *= number
    return _whole(product)


def _rows(block: Any) -> Iterator[Mapping[str, Any]]:
    return (row for row in block if isinstance(row, dict)) if isinstance(block, list) else iter(())


def _number(said: Any) -> Decimal | None:
    if isinstance(said, bool) or not isinstance(said, str | int | float | Decimal):
        return None
    try:
        number = Decimal(str(said))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 18 else None


def _whole(number: Decimal) -> int | None:
    return int(number) if abs(number) < Decimal(10) ** 30 else None


def _day(said: Any) -> date | None:
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None


def _years(born: date | None, today: date) -> int | None:
    if born is None or born > today:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
