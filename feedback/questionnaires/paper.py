"""Which questions an entry is asked, in which order, and how many of its answers are right. Pure: no database.

Fair: every entry of a round gets the same number of questions of each topic and of each difficulty within it. What is
drawn follows from the bank and the entry's seed alone: of Python's generator only ``random()`` is used, whose sequence
for a seed is promised not to change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, zip_longest
from random import Random
from typing import Any

ONE, MANY, TEXT = "one", "many", "text"
LONGEST_TEXT = 2_000
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
    chance = Random(seed)  # noqa: S311  (a paper is no secret of ours)
    chosen = [asked for topic in bank.topics for asked in _of_topic(topic, per_topic, chance)]
    return [
        Drawn(number, asked, tuple(_shuffled(range(len(asked.choices)), chance)))
        for number, asked in enumerate(_shuffled(chosen, chance), 1)
    ]


def _of_topic(topic: Sequence[Sequence[Asked]], number: int, chance: Random) -> list[Asked]:
    """One of each difficulty in turn, the easiest first, until there are enough: the same mixture for every seed."""
    levels = [_shuffled(level, chance) for level in topic]
    in_turn = [asked for turn in zip_longest(*levels) for asked in turn if asked is not None]
    return in_turn[:number]


def _by(asked: Iterable[Asked], name: str) -> list[list[Asked]]:
    def value(one: Asked) -> Any:
        return getattr(one, name)

    return [list(group) for _value, group in groupby(sorted(asked, key=value), key=value)]


def _shuffled(things: Sequence[Any], chance: Random) -> list[Any]:
    places = [chance.random() for _thing in things]
    return [things[place] for place in sorted(range(len(things)), key=places.__getitem__)]


def read(paper: Iterable[Drawn], sent: Mapping[str, Sequence[str]]) -> Answers:
    """What a form says; a question it does not name is answered by nothing."""
    return {str(drawn.asked.key): drawn.read(sent.get(drawn.field, ())) for drawn in paper}


def mark(paper: Iterable[Drawn], answers: Mapping[str, Any]) -> int:
    """How many questions are answered right: all right choices and no other."""
    return sum(
        bool(drawn.asked.right) and frozenset(answers.get(str(drawn.asked.key)) or ()) == drawn.asked.right
        for drawn in paper
        if drawn.asked.kind != TEXT
    )


def unanswered(paper: Iterable[Drawn], answers: Mapping[str, Any]) -> list[Drawn]:
    return [drawn for drawn in paper if not drawn.is_answered(answers)]
