"""Candidates: one statement of SQL gives what may fit a question, and where in it what was said is found."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from django.db import connection

from procedures.search.judging import Candidate
from procedures.search.question import Question
from procedures.search.words import Group

MOST = 600
"""Candidates judged at most."""

FEW_READINGS = 3
PLACES = "ABCD"
TELLING, ENOUGH = 4, 0.3

Statement = tuple[str, list[Any]]


def with_all(question: Question, where: str) -> Statement:
    """What has everything that is needed in the fields ``where``, or all of it as running text in name, results or
    papers."""
    together = " & ".join(_texts(question, question.needed, where))
    return _statement(question, " | ".join(filter(None, [f"({together})", _running(question, "ABC")])))


def with_most(question: Question, where: str) -> Statement:
    """What has enough of the things that tell most."""
    telling = sorted(question.needed, key=lambda group: -group.weight)[:TELLING]
    enough = ENOUGH * _weight(telling)
    sets = [some for size in range(1, len(telling)) for some in combinations(telling, size) if _weight(some) >= enough]
    texts = (" & ".join(_texts(question, some, where)) for some in sets or [tuple(telling)])
    return _statement(question, " | ".join(f"({text})" for text in texts))


def _weight(groups: Iterable[Group]) -> float:
    return sum(group.weight for group in groups)


def with_any(question: Question, where: str) -> Statement:
    telling = sorted(question.needed, key=lambda group: -group.weight)[: TELLING - 1]
    return _statement(question, " | ".join(_texts(question, telling, where)))


def with_code(beginning: str) -> Statement:
    """Procedures whose code begins so, or whose number within its group does."""
    return (
        f"{COLUMNS} false, '{{}}'::int[] {ENTRIES} "
        "WHERE p.code LIKE %s OR p.code LIKE %s ORDER BY e.prior DESC, p.code LIMIT 100",
        [f"{beginning}%", f"_.{beginning}%"],
    )


def run(statement: Statement) -> list[Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return [
            Candidate(edition, tuple(levels), field, agency, online, f" {name} ", marked, prior, running, found)
            for edition, levels, field, agency, online, name, marked, prior, running, found in cursor.fetchall()
        ]


COLUMNS = "SELECT e.edition_id, e.levels, e.field_id, e.agency_id, e.online_level, e.name_plain, e.name, e.prior,"
ENTRIES = (
    "FROM procedures_searchentry e "
    "JOIN procedures_procedure p ON p.id = e.procedure_id AND p.is_used AND p.current_id = e.edition_id"
)


def _statement(question: Question, wanted: str) -> Statement:
    places, values = _places(question)
    running = _running(question, "BC")
    sql = (
        f"{COLUMNS} {'e.vector @@ %s::tsquery' if running else 'false'}, ARRAY[{places}]::int[] {ENTRIES} "
        f"WHERE e.vector @@ %s::tsquery LIMIT {MOST}"
    )
    return sql, [*filter(None, [running]), *values, wanted]


def _running(question: Question, where: str) -> str:
    """The running text, where it is more than a word."""
    readings = [reading.split() for reading in question.readings[:FEW_READINGS]]
    texts = (" <-> ".join(f"{word}:{where}" for word in reading) for reading in readings if len(reading) > 1)
    return " | ".join(f"({text})" for text in texts)


def _places(question: Question) -> tuple[str, list[str]]:
    """Where each thing that is needed stands: 0 in the name … 4 nowhere. SQL and its values."""
    parts, values = [], []
    for group in question.needed:
        cases = []
        for number, place in enumerate(PLACES):
            cases.append(f"WHEN e.vector @@ %s::tsquery THEN {number}")
            values += _texts(question, [group], place)
        parts.append(f"CASE {' '.join(cases)} ELSE {len(PLACES)} END")
    return ", ".join(parts), values


def _texts(question: Question, groups: Iterable[Group], where: str) -> list[str]:
    """As queries of full text; of [a-z0-9] only, as ``findable`` leaves it. The last word may be still being typed."""
    last = question.groups[-1]
    return [_text(group, where, is_last=group is last) for group in groups]


def _text(group: Group, where: str, *, is_last: bool) -> str:
    return f"({' | '.join(_way(way, where, stands_together=way == group.said, is_last=is_last) for way in group.ways)})"


def _way(way: Sequence[str], where: str, *, stands_together: bool, is_last: bool) -> str:
    *before, end = way
    open_end = f"{end}:*{where}" if is_last and len(end) > 1 else f"{end}:{where}"
    between = " <-> " if stands_together else " & "
    return f"({between.join([*(f'{word}:{where}' for word in before), open_end])})"
