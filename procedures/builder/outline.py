"""A condition laid out as lines that a person can edit, and back.

A line is a comparison or the head of a group; ``level`` says under which head it stands, as in a table of contents.
Lines of the outermost level are joined by ``join``. ``document(*lines(c))`` means what ``c`` means.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from procedures.questions.conditions import DEEPEST

TEST, GROUPS = "test", ("all", "any", "not")
COMPARING = {"less_than", "at_most", "more_than", "at_least"}
YES_NO = {True: "true", False: "false"}


class BadLine(ValueError):
    """``number`` counts the lines from 0; ``field`` is the part of the line to look at."""

    def __init__(self, number: int, field: str, message: str | Promise) -> None:
        super().__init__(str(message))
        self.number, self.field, self.message = number, field, message


@dataclass(frozen=True)
class Line:
    level: int = 0
    what: str = TEST
    question: str = ""
    relation: str = ""
    value: str = ""
    """As typed; of "in" several, parted by upright strokes."""


def lines(condition: dict[str, Any] | None) -> tuple[str, list[Line]]:
    """How the outermost lines are joined, and all lines."""
    if not condition:
        return "all", []
    for join in ("all", "any"):
        if len(condition.get(join, [])) > 1:
            return join, [line for part in condition[join] for line in _lines(part, 0)]
    return "all", list(_lines(condition, 0))


def _lines(condition: dict[str, Any], level: int) -> Iterator[Line]:
    if "question" in condition:
        relation = next(key for key in condition if key != "question")
        yield Line(level, TEST, str(condition["question"]), relation, _typed(condition[relation]))
        return
    what = next(iter(condition))
    yield Line(level, what)
    for part in [condition[what]] if what == "not" else condition[what]:
        yield from _lines(part, level + 1)


def _typed(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " | ".join(_escaped(str(part)) for part in value)
    return YES_NO[value] if isinstance(value, bool) else str(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


# --- Back -------------------------------------------------------------------------------------


def document(join: str, given: Sequence[Line]) -> dict[str, Any]:
    """``{}`` for no line. Raises ``BadLine``."""
    _check_levels(given)
    parts = [_part(given, start) for start in _heads(given, 0, len(given), 0)]
    if not parts:
        return {}
    return parts[0] if len(parts) == 1 else {join: parts}


def _check_levels(given: Sequence[Line]) -> None:
    deepest_allowed = 0
    for number, line in enumerate(given):
        if line.level > deepest_allowed or line.level > DEEPEST - 1:
            raise BadLine(number, "level", _("This line stands under no group: choose a level further out"))
        deepest_allowed = line.level + (line.what in GROUPS)


def _heads(given: Sequence[Line], start: int, end: int, level: int) -> Iterator[int]:
    yield from (number for number in range(start, end) if given[number].level == level)


def _end(given: Sequence[Line], start: int) -> int:
    """Behind the last line that belongs to the one at ``start``."""
    level = given[start].level
    return next((n for n in range(start + 1, len(given)) if given[n].level <= level), len(given))


def _part(given: Sequence[Line], number: int) -> dict[str, Any]:
    line = given[number]
    if line.what == TEST:
        return _test(line, number)
    inner = [_part(given, n) for n in _heads(given, number + 1, _end(given, number), line.level + 1)]
    if not inner:
        raise BadLine(number, "what", _("This group is empty: put lines one level deeper below it"))
    if line.what != "not":
        return {line.what: inner}
    if len(inner) > 1:
        raise BadLine(number, "what", _("“Not” takes one line or one group below it"))
    return {"not": inner[0]}


def _test(line: Line, number: int) -> dict[str, Any]:
    if not line.question:
        raise BadLine(number, "question", _("Choose the question"))
    if not line.relation:
        raise BadLine(number, "relation", _("Choose how to compare"))
    return {"question": line.question, line.relation: _value(line, number)}


def _value(line: Line, number: int) -> Any:
    if line.relation == "filled":
        return line.value.strip().lower() not in NEGATIVE
    if not line.value.strip():
        raise BadLine(number, "value", _("Write what to compare with"))
    if line.relation == "in":
        return several(line.value)
    plain = line.value.strip()
    if line.relation in COMPARING and plain.isascii() and plain.lstrip("-").isdigit():
        return _whole(plain)
    return plain


NEGATIVE = {"false", "no", "không", "0"}
"""What says that a question is left empty; anything else, or nothing, says that it is answered."""


def _whole(text: str) -> int | str:
    """A number where nothing of what was typed is lost by it."""
    try:
        return int(text) if str(int(text)) == text else text
    except ValueError:
        return text


def several(text: str) -> list[str]:
    """The values between upright strokes; a stroke behind a backslash belongs to the value."""
    parts, escaped = [""], False
    for letter in text:
        if escaped or letter not in "\\|":
            parts[-1] += letter
            escaped = False
        elif letter == "\\":
            escaped = True
        else:
            parts.append("")
    return [part.strip() for part in parts if part.strip()]
