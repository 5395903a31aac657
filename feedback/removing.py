"""Taking out of a case what tells who asked, before it is published (A18): proposed by rule, finished by a person.

What is found is only what can be found: the petitioner's own names, numbers and addresses, and everything that looks
like a telephone, a number of an identity card, an account, an e-mail address or a code of a dossier.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from dossiers.models import Dossier
from portal.vietnamese import plain

LEFT_OUT = "[đã lược bỏ]"
SHORTEST_NAME = 2
SHAPES: dict[str, re.Pattern[str]] = {
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "dossier": re.compile(r"\b\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}-\d{6}-\d{4,6}\b"),
    "phone": re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)"),
    "number": re.compile(r"(?<!\d)\d(?:[ .-]?\d){8,18}(?!\d)"),
}
"""In this order: what one took is not there for the next."""


class Sent(Protocol):
    """A petition, or a question: whoever sent it, and the dossier it is about."""

    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def dossier(self) -> Dossier | None: ...


@dataclass(frozen=True)
class Removed:
    text: str
    counts: dict[str, int]
    """How many of each kind (``name``, ``address`` and the keys of ``SHAPES``)."""


def proposed(text: str, petition: Sent) -> Removed:
    """``text`` without them, and what was taken out, for the record."""
    counts: Counter[str] = Counter()
    for kind, pattern in _patterns(petition):
        text, number = pattern.subn(LEFT_OUT, text)
        counts[kind] += number
    return Removed(text, {kind: number for kind, number in counts.items() if number})


def remaining(text: str, petition: Sent) -> list[str]:
    """What still stands there and must not, as written; with marks or without."""
    found = [match.group() for _kind, pattern in _patterns(petition) for match in pattern.finditer(text)]
    bare = f" {plain(text)} "
    unmarked = [name for name in _names(petition) if f" {plain(name)} " in bare]
    return list(dict.fromkeys([*found, *unmarked]))


def _patterns(petition: Sent) -> Iterator[tuple[str, re.Pattern[str]]]:
    yield from SHAPES.items()
    for kind, words in (("name", _names(petition)), ("address", _addresses(petition))):
        for one in words:
            yield kind, re.compile(rf"(?<!\w){re.escape(one)}(?!\w)", re.IGNORECASE)


def _names(petition: Sent) -> list[str]:
    """The whole name, of the petitioner and of the owner of the dossier it is about."""
    owner = str((petition.dossier.owner if petition.dossier else {}).get("name") or "")
    return [name for name in (petition.name.strip(), owner.strip()) if len(name.split()) >= SHORTEST_NAME]


def _addresses(petition: Sent) -> list[str]:
    """Whole, and its first part: the house or hamlet, without which nobody is found."""
    whole = petition.address.strip()
    first = whole.split(",")[0].strip()
    return [part for part in dict.fromkeys((whole, first)) if len(part.split()) >= SHORTEST_NAME]
