"""Conditions: a closed language over answers, kept as JSON, read into frozen dataclasses, evaluated in one place.

The same ``holds`` decides what a page shows, what validation demands, which papers are asked for and what is charged.
It is total: whatever the answers are, it says yes or no.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

DEEPEST = 6
KNOWN_WITHOUT_ASKING = ("case", "channel", "owner_is")
"""What every dossier knows besides its answers: number of the case, channel, kind of owner."""


class BadForm(ValueError):
    """A document that is not the form of an edition; the text names the place."""


@dataclass(frozen=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    part: "Condition"


@dataclass(frozen=True)
class Test:
    """One question compared with a value by one of ``RELATIONS``."""

    question: str
    relation: str
    value: Any


Condition = All | AnyOf | Not | Test


def read(document: Any, place: str, *, depth: int = 0) -> Condition | None:
    """``None`` for no condition. Raises ``BadForm``."""
    if document in (None, {}, ""):
        return None
    if not isinstance(document, dict):
        raise BadForm(f"{place}: a condition expected")
    if depth > DEEPEST:
        raise BadForm(f"{place}: conditions nested too deeply")
    if "question" in document:
        return _test(document, place)
    if set(document) == {"not"}:
        return Not(_needed(document["not"], place, depth))
    for key, kind in (("all", All), ("any", AnyOf)):
        if set(document) == {key} and isinstance(document[key], list) and document[key]:
            return kind(tuple(_needed(part, place, depth) for part in document[key]))
    raise BadForm(f"{place}: not a condition: {sorted(document)}")


def _needed(document: Any, place: str, depth: int) -> Condition:
    condition = read(document, place, depth=depth + 1)
    if condition is None:
        raise BadForm(f"{place}: an empty condition")
    return condition


def _test(document: Mapping[str, Any], place: str) -> Test:
    relations = set(document) - {"question"}
    question = document["question"]
    if len(relations) != 1 or not relations <= set(RELATIONS) or not isinstance(question, str):
        raise BadForm(f"{place}: a question with one relation expected, not {sorted(relations)}")
    relation = relations.pop()
    value = document[relation]
    wanted = {"in": list, "filled": bool}.get(relation, (str, int, bool))
    if not isinstance(value, wanted):
        raise BadForm(f"{place}: “{relation}” cannot be compared with {value!r}")
    return Test(question, relation, tuple(value) if isinstance(value, list) else value)


def document(condition: Condition | None) -> dict[str, Any]:
    """Back to JSON; ``read(document(c))`` is ``c``."""
    match condition:
        case None:
            return {}
        case All(parts):
            return {"all": [document(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [document(part) for part in parts]}
        case Not(part):
            return {"not": document(part)}
        case Test(question, relation, value):
            return {"question": question, relation: list(value) if isinstance(value, tuple) else value}


def names(condition: Condition | None) -> Iterator[str]:
    """The questions it asks about."""
    yield from (test.question for test in tests(condition))


def tests(condition: Condition | None) -> Iterator[Test]:
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from tests(part)
        case Not(part):
            yield from tests(part)
        case Test():
            yield condition


# --- Evaluating -------------------------------------------------------------------------------


def holds(condition: Condition | None, answers: Mapping[str, Any]) -> bool:
    """Whether it is so. No condition always holds; what cannot be compared does not."""
    match condition:
        case None:
            return True
        case All(parts):
            return all(holds(part, answers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)
        case Test(question, relation, value):
            return RELATIONS[relation](answers.get(question), value)


def is_filled(answer: Any) -> bool:
    return answer not in (None, "", [], {})


@dataclass(frozen=True)
class _Comparable:
    """A number or a day, so that like is compared with like."""

    said: Any

    @cached_property
    def value(self) -> Decimal | date | None:
        if isinstance(self.said, bool) or not isinstance(self.said, str | int | float | Decimal):
            return None
        text = str(self.said)
        try:
            number = Decimal(text)
            return number if number.is_finite() else None
        except InvalidOperation:
            pass
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None


def _compared(answer: Any, value: Any) -> int | None:
    """-1, 0 or 1 where ``answer`` is less than, equal to or more than ``value``; ``None`` where that has no meaning."""
    left, right = _Comparable(answer).value, _Comparable(value).value
    if left is None or type(left) is not type(right):
        return None
    return (left > right) - (left < right)  # type: ignore[operator]


def _same(answer: Any, value: Any) -> bool:
    return is_filled(answer) and not isinstance(answer, list | dict) and str(answer) == str(value)


RELATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "is": _same,
    "is_not": lambda answer, value: not _same(answer, value),
    "in": lambda answer, values: any(_same(answer, value) for value in values),
    "includes": lambda answer, value: isinstance(answer, list) and any(_same(part, value) for part in answer),
    "filled": lambda answer, value: is_filled(answer) == value,
    "less_than": lambda answer, value: _compared(answer, value) == -1,
    "at_most": lambda answer, value: _compared(answer, value) in (-1, 0),
    "more_than": lambda answer, value: _compared(answer, value) == 1,
    "at_least": lambda answer, value: _compared(answer, value) in (0, 1),
}
"""Every relation with its meaning; ``answer`` is ``None`` for what was not answered or not asked."""
