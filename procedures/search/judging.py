"""How well a candidate fits a question: arithmetic only.

A name counts more than a result, that more than a paper, that more than the text; rare words more than common ones;
words side by side more than scattered; words as typed, marks and all, more than homographs; the ordinary procedure more
than its variants.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from procedures.search.question import Question
from procedures.search.words import Group

WORTH = (1.0, 0.72, 0.42, 0.2, 0.0)
"""By where a thing was found: name, results, papers with field and agencies, text, nowhere."""

SECOND, SCATTERED, BEGINNING, HOMOGRAPH = 0.92, 0.8, 0.45, 0.75
"""What a thing is worth that a name writes in another way; its words standing apart; only the beginning of a longer
word; a word with other marks than were typed."""

LONGEST = 24
"""Words of a name beyond which its length says nothing more."""

COVERED, A_WORD_MORE = 6.0, 0.035
WHOLE, BEGUN, START = 1.2, 0.8, 0.7
SIDE_BY_SIDE, RUNNING, AS_TYPED, SUBJECT = 1.5, 1.5, 0.8, 4.0


ORDINARY = {
    "thu", "tuc", "thong", "bao", "dang", "ki", "cap", "moi", "thanh", "lap", "giai", "quyet", "huong", "viec", "giay",
    "phep", "chung", "nhan", "cong", "xac", "yeu", "cau", "thuc", "hien",
}  # fmt: skip
"""Words that names begin with before they say what they are about."""


class Candidate(NamedTuple):
    """``name`` is without, ``marked`` with marks, both between blanks; ``found``: each thing needed, its best place."""

    edition: int
    levels: list[int]
    field: int
    agency: int | None
    online_level: int
    name: str
    marked: str
    prior: float
    is_running: bool
    """What was said stands as running text in a result or a paper."""

    found: Sequence[int]


class Hit(NamedTuple):
    """A candidate, judged. ``coverage``: how much of what was said it has, and how prominently, up to 1;
    ``is_running``: it has all of it as running text."""

    edition: int
    score: float
    coverage: float
    levels: list[int]
    field: int
    agency: int | None
    online_level: int
    name: str
    is_running: bool = False


def judged(question: Question, candidates: Sequence[Candidate]) -> list[Hit]:
    """The best first."""
    return best_first([_hit(question, candidate) for candidate in candidates])


def best_first(hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.name))


def _hit(question: Question, candidate: Candidate) -> Hit:
    covered = _coverage(question, candidate)
    length = min(candidate.name.count(" ") - 1, LONGEST)
    score = COVERED * covered + _bonus(question, candidate) + candidate.prior - A_WORD_MORE * length
    return Hit(
        candidate.edition,
        score,
        covered,
        candidate.levels,
        candidate.field,
        candidate.agency,
        candidate.online_level,
        candidate.name.strip(),
        candidate.is_running or _has(candidate.name, question.readings),
    )


def _has(name: str, texts: Iterable[str]) -> bool:
    return any(f" {text} " in name for text in texts)


def _coverage(question: Question, candidate: Candidate) -> float:
    things = zip(question.needed, candidate.found, strict=True)
    worth = sum(group.weight * _worth(group, place, candidate) for group, place in things)
    return worth / (question.weight or 1)


def _worth(group: Group, place: int, candidate: Candidate) -> float:
    if place > 0:
        return WORTH[place]
    return WORTH[0] * _way(group, candidate.name) * _alike(group, candidate.marked)


def _way(group: Group, name: str) -> float:
    """The first way to write a thing is the one that is meant most; what was typed itself counts as much."""
    if _has(name, [group.texts[0], " ".join(group.said)]):
        return 1.0
    if _has(name, group.texts[1:]):
        return SECOND
    return SCATTERED if any(_has_each(name, way) for way in group.ways if way != group.said) else BEGINNING


def _has_each(name: str, words: Iterable[str]) -> bool:
    return all(f" {word} " in name for word in words)


def _alike(group: Group, marked: str) -> float:
    """Of a single word typed with marks: whether the name has it with the same."""
    is_other = len(group.said) == 1 and any(f" {mark} " not in marked for mark in group.marks)
    return HOMOGRAPH if is_other else 1.0


def _bonus(question: Question, candidate: Candidate) -> float:
    return (
        _running(question.readings, candidate.name)
        + SIDE_BY_SIDE * sum(share for share, ways in question.pairs if _has(candidate.name, ways))
        + RUNNING * candidate.is_running
        + AS_TYPED * _as_typed(question, candidate.marked)
        + SUBJECT * _subject(question, candidate)
    )


def _running(readings: Sequence[str], name: str) -> float:
    whole = _has(name, readings)
    begun = whole or any(f" {reading}" in name for reading in readings)
    start = whole and any(_is_start(name, reading) for reading in readings)
    return WHOLE * whole + BEGUN * begun + START * start


def _is_start(name: str, reading: str) -> bool:
    """Whether nothing but "thủ tục cấp", "đăng ký thành lập" … stands before it."""
    before, found, _after = name.partition(f" {reading} ")
    return bool(found) and set(before.split()) <= ORDINARY


def _as_typed(question: Question, marked: str) -> float:
    """The share of the words typed with marks that the name has with the same."""
    words = question.marks
    return sum(f" {word} " in marked for word in words) / len(words) if words else 0.0


def _subject(question: Question, candidate: Candidate) -> float:
    subjects = question.subjects
    agency = subjects.agencies.get(candidate.agency, 0.0) if candidate.agency else 0.0
    return max(subjects.fields.get(candidate.field, 0.0), agency)
