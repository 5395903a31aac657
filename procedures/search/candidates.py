"""Candidates: one statement of SQL gives what may fit a question, and where in it what was said is found."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from django.db import connection

from procedures.search.judging import Candidate
from procedures.search.question import Question
from procedures.search.words import Group, Phrase

MOST = 600
"""Candidates judged at most."""

FEW_READINGS = 3
PLACES, NAMES, RESULTS, PAPERS = "ABCD", "AB", "B", "BC"
TELLING, ENOUGH = 4, 0.3

Statement = tuple[str, list[Any]]


def with_all(question: Question, where: str) -> Statement:
    """What has everything that is needed in the fields ``where``."""
    return _statement(question, " & ".join(_texts(question, question.needed, where)), where)


def running(question: Question) -> Statement | None:
    """What has all of it as running text in results or papers; nothing where that is a single word."""
    text = _running(question, PAPERS)
    return _statement(question, text, PAPERS) if text else None


def with_most(question: Question, where: str) -> Statement:
    """What has enough of the things that tell most."""
    telling = sorted(question.needed, key=lambda group: -group.weight)[:TELLING]
    enough = ENOUGH * _weight(telling)
    sets = [some for size in range(1, len(telling)) for some in combinations(telling, size) if _weight(some) >= enough]
    texts = (" & ".join(_texts(question, some, where)) for some in sets or [tuple(telling)])
    return _statement(question, " | ".join(f"({text})" for text in texts), where)


def _weight(groups: Iterable[Group]) -> float:
    return sum(group.weight for group in groups)


def with_any(question: Question, where: str) -> Statement:
    telling = sorted(question.needed, key=lambda group: -group.weight)[: TELLING - 1]
    return _statement(question, " | ".join(_texts(question, telling, where)), where)


def with_code(beginning: str) -> Statement:
    """Procedures whose code begins so, or whose number within its group does."""
    sql = (
        "SELECT e.edition_id, e.levels, e.field_id, e.agency_id, e.online_level, e.name_plain, e.name, e.prior, "  # noqa: S608
        "false, '{}'::int[] FROM procedures_searchentry e "
        f"{IN_FORCE} WHERE p.code LIKE %s OR p.code LIKE %s ORDER BY e.prior DESC, p.code LIMIT 100"
    )
    return sql, [f"{beginning}%", f"_.{beginning}%"]


def run(statement: Statement) -> list[Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return [Candidate(*row) for row in cursor.fetchall()]


IN_FORCE = "JOIN procedures_procedure p ON p.id = e.procedure_id AND p.is_used AND p.current_id = e.edition_id"


def _statement(question: Question, wanted: str, where: str) -> Statement:
    """The inner one finds and unpacks the vectors, once each; the outer one looks where in them things stand."""
    column = "names" if where == NAMES else "vector"
    places, values = _places(question, where)
    text = _running(question, RESULTS if where == NAMES else PAPERS)
    sql = (
        "SELECT edition_id, levels, field_id, agency_id, online_level, ' ' || name_plain || ' ', name, prior, "  # noqa: S608
        f"{'vector @@ %s::tsquery' if text else 'false'}, ARRAY[{places}]::int[] "
        "FROM (SELECT e.procedure_id, edition_id, levels, field_id, agency_id, online_level, name_plain, name, prior, "
        f"{column} || '' AS vector FROM procedures_searchentry e WHERE {column} @@ %s::tsquery LIMIT {MOST}) e "
        f"{IN_FORCE}"
    )
    return sql, [*filter(None, [text]), *values, wanted]


def _running(question: Question, where: str) -> str:
    """The running text, where it is more than a word."""
    readings = [reading.split() for reading in question.readings[:FEW_READINGS]]
    texts = (" <-> ".join(f"{word}:{where}" for word in reading) for reading in readings if len(reading) > 1)
    return " | ".join(f"({text})" for text in texts)


def _places(question: Question, where: str) -> tuple[str, list[str]]:
    """Where each thing that is needed stands: 0 in the name … 4 nowhere. SQL and its values."""
    parts, values = [], []
    for group in question.needed:
        cases = []
        for number, place in enumerate(PLACES):
            if place in where or where != NAMES:
                cases.append(f"WHEN vector @@ %s::tsquery THEN {number}")
                values += _texts(question, [group], place)
        parts.append(f"CASE {' '.join(cases)} ELSE {len(PLACES)} END")
    return ", ".join(parts), values


def _texts(question: Question, groups: Iterable[Group], where: str) -> list[str]:
    """As queries of full text; of [a-z0-9] only, as ``findable`` leaves it. The last word may be still being typed."""
    last = question.groups[-1]
    mark = "" if where == NAMES else f":{where}"
    return [_text(group, mark, is_last=group is last) for group in groups]


def _text(group: Group, mark: str, *, is_last: bool) -> str:
    texts = []
    for way in _shortest(group):
        words = [f"{word}{mark}" for word in way]
        if is_last and way == group.said:
            words[-1] = _maybe_begun(group, way[-1], mark)
        texts.append(f"({(' <-> ' if way == group.said else ' & ').join(words)})")
    return f"({' | '.join(texts)})"


def _shortest(group: Group) -> list[Phrase]:
    """Without ways that another one's words are among: who has them has the other. What was said stays: it must stand
    together."""
    sets = {way: frozenset(way) for way in group.ways}
    return [
        way
        for way in group.ways
        if way == group.said or not any(sets[other] < sets[way] for other in group.ways if other != group.said)
    ]


def _maybe_begun(group: Group, word: str, mark: str) -> str:
    """The last word, which somebody may still be typing; the words of the text are not known by name."""
    if group.begun and "D" not in mark:
        return f"({' | '.join(f'{other}{mark}' for other in group.begun)})"
    return f"{word}:*{mark.removeprefix(':')}" if len(word) > 1 else f"{word}{mark}"
