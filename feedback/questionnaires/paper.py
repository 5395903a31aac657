"""Which questions an entry is asked, in which order, and how many of its answers are right. Pure: no database.

Fair: every entry of a round gets the same number of questions of each topic and of each difficulty within it. What is
drawn follows from the bank and the entry's seed alone: of Python's generator only ``random()`` is used, whose sequence
for a seed is promised not to change.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, zip_longest
from random import Random
from typing import Any

ONE, MANY, TEXT = "one", "many", "text"
LONGEST_TEXT = 2_000
Chance = Callable[[], float]
"""A number from 0 up to but not including 1."""

Answers = dict[str, Any]
"""By a question's key as text: places of choices from 0, or words."""


@dataclass(frozen=True)
class Asked:
    """A question of the bank."""

    key: int
    topic: str
    difficulty: int
    kind: str
    text: str
    choices: tuple[str, ...]
    right: frozenset[int]


@dataclass(frozen=True, eq=False)
class Bank:
    """Questions as they are written."""

    asked: tuple[Asked, ...]

    @cached_property
    def topics(self) -> list[list[list[Asked]]]:
        """By topic, within it by difficulty; the order of the file does not matter."""
        return [_by(topic, "difficulty") for topic in _by(sorted(self.asked, key=lambda one: one.key), "topic")]

    @cached_property
    def marked(self) -> dict[str, Asked]:
        """Those with a right answer, by their key as answers have it."""
        return {str(one.key): one for one in self.asked if one.right and one.kind != TEXT}


@dataclass(frozen=True)
class Drawn:
    """As it stands on one paper: ``order`` says which choice of the bank is shown at each place."""

    number: int
    asked: Asked
    order: tuple[int, ...]

    @property
    def field(self) -> str:
        return f"q{self.asked.key}"

    @property
    def shown(self) -> list[str]:
        return [self.asked.choices[place] for place in self.order]

    def read(self, sent: Sequence[str]) -> Any:
        """Places in the bank of what was ticked on the paper, or the words; what is no answer is left out."""
        if self.asked.kind == TEXT:
            return (sent[0] if sent else "").strip()[:LONGEST_TEXT]
        ticked = {int(place) for place in sent if place.isascii() and place.isdigit() and int(place) < len(self.order)}
        chosen = sorted(self.order[place] for place in ticked)
        return chosen[:1] if self.asked.kind == ONE else chosen

    def places(self, answers: Mapping[str, Any]) -> frozenset[int]:
        """What is ticked, by its place on the paper."""
        said = answers.get(str(self.asked.key)) or []
        return frozenset() if isinstance(said, str) else frozenset(self.order.index(choice) for choice in said)

    def words(self, answers: Mapping[str, Any]) -> str:
        said = answers.get(str(self.asked.key))
        return said if isinstance(said, str) else ""

    def is_answered(self, answers: Mapping[str, Any]) -> bool:
        return bool(answers.get(str(self.asked.key)))


def draw(bank: Bank, per_topic: int | None, seed: int) -> list[Drawn]:
    """``per_topic`` of each topic, shuffled, their choices too; all as written where it is ``None``."""
    if per_topic is None:
        return [Drawn(number, asked, tuple(range(len(asked.choices)))) for number, asked in enumerate(bank.asked, 1)]
    chance = Random(seed).random  # noqa: S311  (a paper is no secret of ours)
    chosen = [asked for topic in bank.topics for asked in _of_topic(topic, per_topic, chance)]
    return [
        Drawn(number, asked, tuple(_some(range(len(asked.choices)), len(asked.choices), chance)))
        for number, asked in enumerate(_some(chosen, len(chosen), chance), 1)
    ]


def _of_topic(topic: Sequence[Sequence[Asked]], number: int, chance: Chance) -> list[Asked]:
    """One of each difficulty in turn, the easiest first, until there are enough: the same mixture for every seed."""
    levels = [_some(level, min(number, len(level)), chance) for level in topic]
    in_turn = [asked for turn in zip_longest(*levels) for asked in turn if asked is not None]
    return in_turn[:number]


def _by(asked: Iterable[Asked], name: str) -> list[list[Asked]]:
    def value(one: Asked) -> Any:
        return getattr(one, name)

    return [list(group) for _value, group in groupby(sorted(asked, key=value), key=value)]


def _some(things: Sequence[Any], number: int, chance: Chance) -> list[Any]:
    """``number`` of them in the order drawn, each as likely as any other at each place (Fisher and Yates's draw)."""
    left, many = list(things), len(things)
    for place in range(min(number, many - 1)):
        other = place + int(chance() * (many - place))
        left[place], left[other] = left[other], left[place]
    return left[:number]


def read(paper: Iterable[Drawn], sent: Mapping[str, Sequence[str]]) -> Answers:
    """What a form says; a question it does not name is answered by nothing."""
    return {str(drawn.asked.key): drawn.read(sent.get(drawn.field, ())) for drawn in paper}


def mark(bank: Bank, answers: Mapping[str, Any]) -> int:
    """How many questions are answered right: all right choices and no other. ``answers`` are of one paper, as ``read``
    gives them, so that it need not be drawn again."""
    asked = ((bank.marked.get(key), said) for key, said in answers.items())
    return sum(one is not None and frozenset(said or ()) == one.right for one, said in asked)


def unanswered(paper: Iterable[Drawn], answers: Mapping[str, Any]) -> list[Drawn]:
    return [drawn for drawn in paper if not drawn.is_answered(answers)]
