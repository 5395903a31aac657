"""Finding: the best of what may fit, with or without diacritics, slips repaired, everyday words understood."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from portal.agencies.models import Agency, Level
from portal.vietnamese import findable
from procedures import generation
from procedures.models import Edition, Field, Procedure, SearchEntry
from procedures.search import candidates, question, spelling, subjects, words
from procedures.search.judging import Hit, best_first, judged
from procedures.search.question import Question
from procedures.search.subjects import Register
from procedures.search.words import Lexicon

FEW, MOST_NEAR = 8, 20
WELL = 0.9
"""From this coverage on, all that was said stands in a name; below it, what has most of it may be meant."""

HARDLY = 0.35
"""Below this coverage all that was said is somewhere in the text, but hardly what was meant."""

NEAR = 0.6
"""The share of the best coverage up to which something may still be meant, where nothing fits."""

CODE = re.compile(
    r"^\D{0,20}?(?P<group>\d)\.?(?P<number>\d{6})(?:[.\-\s].*)?$|^\D{0,20}?(?P<begun>\d\.\d{2,6}|0\d{3,5})(?:\.[\w.]*)?\s*$"
)
"""1.001193, 1001193, "mã 1.001193.000.00.00.H02"; 1.0011 and 001193, the beginning and the end of one."""

LISTED = (
    "procedure", "field", "name", "levels", "online_level", "record_hash", "procedure__code", "field__name",
    "field__department__kind", "field__department__short_name",
)  # fmt: skip


@dataclass
class Found:
    """What fits, the best first. ``repaired``: what was looked for instead of what was typed; ``is_exact``: everything
    that was said was found in each."""

    hits: list[Hit]
    repaired: str = ""
    is_exact: bool = True
    everything: list[Hit] = field(default_factory=list)
    """Before the filters, for their counts."""

    filters: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.hits)

    def page(self, start: int, size: int) -> list[Edition]:
        """Some of it, in order, with what a list shows."""
        keys = [hit.edition for hit in self.hits[start : start + size]]
        by_key = listed(Edition.objects.filter(pk__in=keys)).in_bulk()
        return [by_key[key] for key in keys if key in by_key]

    @cached_property
    def editions(self) -> list[Edition]:
        return self.page(0, len(self.hits))

    def counts(self, facet: str) -> Counter[Any]:
        """How many each choice of a facet would leave, given the other filters."""
        others = {name: value for name, value in self.filters.items() if name != facet}
        left = [hit for hit in self.everything if _passes(hit, others)]
        if facet == "level":
            return Counter(level for hit in left for level in hit.levels)
        return Counter(_value(hit, facet) for hit in left)


def _value(hit: Hit, facet: str) -> int | None:
    return {"field": hit.field, "agency": hit.agency, "online": hit.online_level}[facet]


def _passes(hit: Hit, filters: dict[str, int]) -> bool:
    return all(
        value in hit.levels if name == "level" else _value(hit, name) == value for name, value in filters.items()
    )


def listed(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    return editions.select_related("procedure", "field__department").only(*LISTED)


def in_force(*, level: Level | None = None, field: Field | None = None) -> QuerySet[Edition]:
    """The published editions of procedures in use; of a level and a field where given."""
    editions = listed(Edition.objects.filter(pk__in=Procedure.objects.in_use().values("current")))
    if level is not None:
        editions = editions.filter(levels__contains=[int(level)])
    return editions.filter(field=field) if field is not None else editions


def find(
    query: str = "",
    *,
    level: Level | None = None,
    field: Field | None = None,
    agency: Agency | None = None,
    online: int | None = None,
) -> Found:
    """What a citizen may mean by ``query``; everything in use, by name, for an empty one."""
    state = generation.current()
    chosen: dict[str, int | None] = {
        "level": level,
        "field": field.pk if field else None,
        "agency": agency.pk if agency else None,
        "online": online,
    }
    filters = {name: value for name, value in chosen.items() if value is not None}
    found = _found(query, state)
    return Found(
        [hit for hit in found.hits if _passes(hit, filters)] if filters else found.hits,
        found.repaired,
        found.is_exact,
        found.hits,
        filters,
    )


def _found(query: str, state: str) -> Found:
    code = _code(query)
    if code:
        return Found(judged(Question([]), candidates.run(candidates.with_code(code))))
    known = words.lexicon(state)
    register = subjects.register(state)
    asked = question.ask(query, known, register)
    if not asked.groups:
        return Found(_by_name(state))
    return _judged(asked, query, known, register)


def _code(query: str) -> str:
    """The code that was typed, or what begins one; empty where none was."""
    found = CODE.match(query.strip())
    if not found:
        return ""
    return found["begun"] or f"{found['group']}.{found['number']}"


def _judged(asked: Question, query: str, known: Lexicon, register: Register) -> Found:
    """What was typed; where that stands nowhere as it was typed, what may have been meant, if that does; and what it
    reads like then, read once more for its everyday words."""
    found = _answer(asked)
    if asked.doubted and not _is_running(found):
        other = _answer(asked.doubted)
        asked, found = (asked.doubted, other) if _is_running(other) else (asked, found)
    reading = _reading(asked, found, known)
    if not asked.is_repaired or reading == findable(query):
        return found
    again = _answer(question.ask(reading, known, register))
    return replace(again if again.hits else found, repaired=reading)


def _is_running(found: Found) -> bool:
    return any(hit.is_running for hit in found.hits)


def _answer(asked: Question) -> Found:
    """All that was said, in names and results; else also what has most of it."""
    hits = _with_all(asked)
    if max((hit.coverage for hit in hits), default=0.0) >= WELL:
        return Found(hits)
    exact = {hit.edition for hit in hits}
    hits = _merged(hits, _with_most(asked))
    is_exact = bool(hits) and hits[0].edition in exact and hits[0].coverage >= HARDLY
    return Found(_near_best(hits), is_exact=is_exact)


def _with_all(asked: Question) -> list[Hit]:
    hits = judged(asked, candidates.run(candidates.with_all(asked, "AB")))
    running = candidates.running(asked)
    if running and not any(hit.is_running for hit in hits):
        hits = _merged(hits, judged(asked, candidates.run(running)))
    for where in ("ABC", "ABCD"):
        if len(hits) >= FEW and (where == "ABCD" or not asked.subjects.are_whole):
            break
        hits = _merged(hits, judged(asked, candidates.run(candidates.with_all(asked, where))))
    return hits


def _merged(hits: list[Hit], others: list[Hit]) -> list[Hit]:
    """Each once, judged by all that was found of it."""
    best = {hit.edition: hit for hit in sorted([*hits, *others], key=lambda hit: hit.score)}
    return best_first(list(best.values()))


def _with_most(asked: Question) -> list[Hit]:
    found = candidates.run(candidates.with_most(asked, "ABC")) or candidates.run(candidates.with_any(asked, "ABC"))
    return judged(asked, found)


def _near_best(hits: list[Hit]) -> list[Hit]:
    best = max((hit.coverage for hit in hits), default=0.0)
    return [hit for hit in hits if hit.coverage >= NEAR * best][:MOST_NEAR]


def _reading(asked: Question, found: Found, known: Lexicon) -> str:
    """What was typed, or the likeliest of what may have been meant by it."""
    if not asked.is_repaired or not found.hits:
        return " ".join(" ".join(group.said) for group in asked.groups)
    return spelling.likeliest(asked.groups, [hit.name for hit in found.hits[:50]], known)


def _by_name(state: str) -> list[Hit]:
    return generation.kept(("by name",), _load_by_name, state=state)


def _load_by_name() -> list[Hit]:
    columns = ("edition_id", "levels", "field_id", "agency_id", "online_level", "name_plain")
    entries = SearchEntry.objects.filter(procedure__in=Procedure.objects.in_use()).order_by("name_plain")
    return [
        Hit(key, 0.0, 1.0, levels, field_, agency, online, name)
        for key, levels, field_, agency, online, name in entries.values_list(*columns)
    ]


def suggestions(typed: str, most: int = 8) -> list[tuple[str, str]]:
    """Codes and names for somebody still typing."""
    if len(findable(typed)) < 2:
        return []
    found = find(typed)
    return [(edition.procedure.code, edition.name) for edition in found.page(0, most)]
