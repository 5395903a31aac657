"""The JSON of a form as a tree of sections, questions and, in repeated blocks, their own questions.

Nothing here changes the document it is given.
"""

import copy
import hashlib
import json
from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]
Place = tuple[int, ...]
"""Counted from 0: (section,), (section, question) or (section, question, question of the block)."""

DEEPEST = 3


class NoSuchPlace(LookupError):
    """Nothing stands there."""


def version(document: Document) -> str:
    """Sixteen hexadecimal digits that differ wherever two documents do."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_place(text: str) -> Place:
    """ "0.2" as (0, 2). Raises ``NoSuchPlace``."""
    parts = text.split(".")
    if len(parts) > DEEPEST or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        raise NoSuchPlace(text)
    return tuple(int(part) for part in parts)


def written(place: Place) -> str:
    return ".".join(str(number) for number in place)


def _children(node: Document, depth: int) -> list[Document]:
    return node.setdefault("steps" if depth == 0 else "questions", [])  # type: ignore[no-any-return]


def _siblings(document: Document, place: Place) -> list[Document]:
    """The list ``place`` lies in, of this very document."""
    found = _children(document, 0)
    for depth, number in enumerate(place[:-1], start=1):
        if number >= len(found):
            raise NoSuchPlace(written(place))
        found = _children(found[number], depth)
    return found


def at(document: Document, place: Place) -> Document:
    """A copy of what stands at ``place``. Raises ``NoSuchPlace``."""
    siblings = _siblings(copy.deepcopy(document), place)
    if not place or place[-1] >= len(siblings):
        raise NoSuchPlace(written(place))
    return siblings[place[-1]]


def put(document: Document, place: Place, node: Document) -> Document:
    """With ``node`` instead of what stood there; one past the last adds it."""
    changed = copy.deepcopy(document)
    siblings = _siblings(changed, place)
    if place[-1] > len(siblings):
        raise NoSuchPlace(written(place))
    siblings[place[-1] : place[-1] + 1] = [node]
    return changed


def remove(document: Document, place: Place) -> Document:
    at(document, place)
    changed = copy.deepcopy(document)
    del _siblings(changed, place)[place[-1]]
    return changed


def move(document: Document, place: Place, by: int) -> Document:
    """``by`` places further; at either end it stays."""
    node = at(document, place)
    changed = copy.deepcopy(document)
    siblings = _siblings(changed, place)
    del siblings[place[-1]]
    siblings.insert(max(0, min(place[-1] + by, len(siblings))), node)
    return changed


def end_of(document: Document, parent: Place) -> Place:
    """Where the next one goes: behind the last section, or the last question of ``parent``."""
    children = _children(at(document, parent), len(parent)) if parent else document.get("steps", [])
    return (*parent, len(children))


def questions(document: Document) -> Iterator[tuple[Place, Document]]:
    """Every question with its place, those of repeated blocks after their block."""
    for number, section in enumerate(document.get("steps", [])):
        yield from _within(section, (number,))


def _within(node: Document, place: Place) -> Iterator[tuple[Place, Document]]:
    for number, question in enumerate(node.get("questions", [])):
        yield (*place, number), question
        yield from _within(question, (*place, number))


def find(document: Document, kin: tuple[str, ...], like: Place) -> Place | None:
    """Where what ``kin`` names (section, question, …) stands now; the nearest to ``like`` where several do."""
    places = [place for place in _all(document) if kin_of(document, place) == kin]
    return min(places, key=lambda place: abs(place[-1] - like[-1]), default=None)


def _all(document: Document) -> Iterator[Place]:
    yield from ((number,) for number in range(len(document.get("steps", []))))
    yield from (place for place, _question in questions(document))


def kin_of(document: Document, place: Place) -> tuple[str, ...]:
    """The names from the section down to what stands at ``place``."""
    names = [at(document, place[: length + 1]) for length in range(len(place))]
    first = f"{names[0].get('name', '')} {' '.join(names[0].get('owners', []))}"
    return (first, *(str(node.get("name", "")) for node in names[1:]))
