"""Finding: one statement of SQL gives candidates with what they are judged by; the order is made here.

A name counts more than a result, that more than a paper, that more than the text; rare words more than common ones;
words side by side more than scattered; the ordinary procedure more than its variants.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from portal.agencies.models import Agency, Level
from portal.vietnamese import findable
from procedures import generation
from procedures.models import Edition, Field, Procedure, SearchEntry
from procedures.search.words import Group, Lexicon, Phrase, lexicon, likeliest, read

MOST = 600
"""Candidates judged at most."""

FEW = 8
SCATTERED = 0.35
"""Below this coverage everything that was said is somewhere in the text, but hardly what was meant."""

LONG = 24
"""Words of a name beyond which its length says nothing more."""

CODE = re.compile(r"^\s*(\d\.\d{3,6})(?:\.[\d.]*[A-Za-z]?\d*)?\s*$")
NAMES = "AB"
"""What has an index of its own, in which nothing has to be looked at twice."""

WEIGHTS = {"A": 1.0, "B": 0.72, "C": 0.42, "D": 0.2}
LISTED = (
    "procedure", "field", "name", "levels", "online_level", "record_hash", "procedure__code", "field__name",
    "field__department__kind", "field__department__short_name",
)  # fmt: skip


class Hit(NamedTuple):
    """A candidate, judged."""

    edition: int
    score: float
    coverage: float
    levels: list[int]
    field: int
    agency: int | None
    online_level: int
    name: str


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
    known = lexicon(state)
    code = CODE.match(query)
    groups = [] if code else read(query, known)
    if not groups and not code:
        return Found(_by_name(state))
    if code:
        return Found(_run(*by_code(code[1])))
    found = _judged(groups, query, known)
    if found.hits and not found.is_exact:
        found.hits = _near_best(found.hits)
    return found


def _judged(groups: list[Group], query: str, known: Lexicon) -> Found:
    """All that was said, in names; else anywhere; else as much of it as can be found."""
    repaired = any(group.repaired for group in groups)
    hits: list[Hit] = []
    is_exact = True
    for where in (NAMES, "ABC", "ABCD"):
        hits = _run(*statement(groups, query, where=where))
        if len(hits) >= FEW or (hits and where == "ABCD"):
            break
    if max((hit.coverage for hit in hits), default=0.0) < SCATTERED:
        exact = {hit.edition for hit in hits}
        loose = _run(*statement(_telling(groups), query, where="ABC", everything=groups, between=" | "))
        hits = sorted(
            [*hits, *(hit for hit in loose if hit.edition not in exact)], key=lambda hit: (-hit.score, hit.name)
        )
        is_exact = bool(hits) and hits[0].edition in exact
    reading = likeliest(groups, [hit.name for hit in hits[:50]]) if repaired and hits else ""
    return Found(hits, reading, is_exact)


def _telling(groups: Sequence[Group]) -> list[Group]:
    """The few groups that say most: looking for any of them finds enough."""
    return sorted(groups, key=lambda group: -group.weight)[:3]


def _near_best(hits: list[Hit]) -> list[Hit]:
    best = max(hit.coverage for hit in hits)
    return [hit for hit in hits if hit.coverage >= 0.6 * best][:60]


# --- SQL --------------------------------------------------------------------------------------


def _tsquery(group: Group, where: str, *, is_last: bool) -> str:
    """Of [a-z0-9] only, as ``findable`` leaves it."""
    mark = f":{where}" if where else ""
    ways = []
    for way in _shortest(group.ways):
        words = [f"{word}{mark}" for word in way]
        if is_last and way == group.said:
            words[-1] = _maybe_begun(group, way[-1], where)
        ways.append(f"({' & '.join(words)})")
    return f"({' | '.join(ways)})"


def _shortest(ways: Sequence[Phrase]) -> Sequence[Phrase]:
    """Without those that another one's words are among: who has them has the other."""
    sets = [frozenset(way) for way in ways]
    return [
        way
        for place, way in enumerate(ways)
        if not any(other < sets[place] or (other == sets[place] and at < place) for at, other in enumerate(sets))
    ]


def _maybe_begun(group: Group, word: str, where: str) -> str:
    """The last word, which somebody may still be typing; the words of the text are not known by name."""
    mark = f":{where}" if where else ""
    if group.begun and "D" not in where:
        return f"({' | '.join(f'{other}{mark}' for other in group.begun)})"
    return f"{word}:*{where}" if len(word) > 1 else f"{word}{mark}"


def statement(
    groups: Sequence[Group],
    typed: str,
    *,
    where: str,
    everything: Sequence[Group] = (),
    between: str = " & ",
) -> tuple[str, list[Any]]:
    """Candidates that match ``groups`` in the fields ``where``, judged by ``everything``."""
    last = everything[-1] if everything else groups[-1]
    letters = "" if where == NAMES else where
    wanted = between.join(_tsquery(group, letters, is_last=group is last) for group in groups)
    judged = everything or groups
    coverage, values = _coverage(judged, last)
    phrases = _phrases(judged)
    marks = f" {' '.join(typed.lower().split())} "
    column = "names" if where == NAMES else "vector"
    sql = f"""
        SELECT e.edition_id, levels, field_id, agency_id, online_level, name_plain,
               ({coverage}) / {sum(group.weight for group in judged) or 1:.4f}::float8 AS coverage,
               (named LIKE ANY(%s))::int * 1.2::float8 + (named LIKE ANY(%s))::int * 0.8::float8
               + (named LIKE ANY(%s))::int * 0.5::float8
               + (position(%s in name) > 0)::int * 0.5::float8
               + prior - 0.035::float8 * least(array_length(string_to_array(name_plain, ' '), 1), {LONG}) AS bonus
        FROM (SELECT procedure_id, edition_id, levels, field_id, agency_id, online_level, prior, name, name_plain,
                     ' ' || name_plain || ' ' AS named, {column} || '' AS vector
              FROM procedures_searchentry WHERE {column} @@ %s::tsquery LIMIT {MOST}) e
        JOIN procedures_procedure p ON p.id = e.procedure_id AND p.is_used AND p.current_id = e.edition_id
    """  # noqa: S608
    whole, begun = ([f"% {phrase}{end}%" for phrase in phrases] for end in (" ", ""))
    return sql, [*values, whole, begun, _starts(phrases), marks, wanted]


def _coverage(groups: Sequence[Group], last: Group) -> tuple[str, list[str]]:
    """How much of what was said is found, and how prominently: SQL and its values."""
    parts, values = [], []
    for group in groups:
        cases = []
        for letter, worth in WEIGHTS.items():
            cases.append(f"WHEN vector @@ %s::tsquery THEN {group.weight * worth:.4f}::float8")
            values.append(_tsquery(group, letter, is_last=group is last))
        parts.append(f"CASE {' '.join(cases)} ELSE 0 END")
    return " + ".join(parts), values


def _phrases(groups: Sequence[Group]) -> list[str]:
    """What was said as running text, in its likely readings."""
    readings = [""]
    for group in groups:
        ways = [" ".join(way) for way in group.ways[:3]]
        readings = [f"{before} {way}".strip() for before in readings[:8] for way in ways]
    return readings[:12]


def _starts(phrases: Iterable[str]) -> list[str]:
    return [f" {start}{phrase} %" for phrase in phrases for start in ("", "thu tuc ")]


def by_code(code: str) -> tuple[str, list[Any]]:
    """Procedures whose code begins so."""
    return (
        """SELECT e.edition_id, e.levels, e.field_id, e.agency_id, e.online_level, e.name_plain, 1::float8, 0::float8
           FROM procedures_searchentry e
           JOIN procedures_procedure p ON p.id = e.procedure_id AND p.is_used AND p.current_id = e.edition_id
           WHERE p.code LIKE %s ORDER BY p.code LIMIT 100""",
        [f"{code}%"],
    )


def _run(sql: str, values: list[Any]) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    hits = [
        Hit(key, 6 * coverage + bonus, coverage, levels, field_, agency, online, name)
        for key, levels, field_, agency, online, name, coverage, bonus in rows
    ]
    return _best_first(hits)


def _best_first(hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.name))


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
