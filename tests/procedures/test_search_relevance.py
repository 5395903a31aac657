"""What people ask for comes first or second: measured over the real catalogue.

Three groups of queries: ``first`` was tuned on; ``held out`` and ``fresh`` were not when they were measured first. The
fresh ones are typed as people type: with slips, without blanks, in abbreviations, in questions, in English.
"""

import json
from pathlib import Path

import pytest

from portal.vietnamese import plain
from procedures import search
from procedures.models import Edition
from tests.procedures import real

pytestmark = [pytest.mark.django_db(transaction=False), real.needs_data]

QUERIES = json.loads((Path(__file__).parent / "relevance.json").read_text(encoding="utf-8"))
KINDS = {"name", "plain", "error", "telex", "abbreviation", "everyday", "code", "paper", "result", "field", "agency"}


@pytest.fixture(scope="module")
def ranks(django_db_setup, django_db_blocker):
    """Of every query the place of the first procedure that was meant; 0 for none among the first twenty."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        real.load()
        places = [_place(query) for query in QUERIES]
        transaction.set_rollback(True)
    return places


def _place(query: dict) -> int:
    found = search.find(query["query"]).page(0, 20)
    return next((place for place, edition in enumerate(found, 1) if _is_meant(edition, query)), 0)


def _is_meant(edition: Edition, query: dict) -> bool:
    """One of these procedures; or any of the field or the agency that was named."""
    if "field" in query:
        return edition.field.name == query["field"]
    if "agency" in query:
        department = edition.field.department
        return department is not None and plain(department.name).startswith(plain(query["agency"]))
    return edition.procedure.code in query["codes"]


def reciprocal(places: list[int]) -> float:
    return sum(1 / place for place in places if place) / len(places)


def of(ranks: list[int], part: str, value: str) -> list[int]:
    return [place for query, place in zip(QUERIES, ranks, strict=True) if query[part] == value]


def test_the_wanted_procedure_comes_first_or_second(ranks, capsys):
    with capsys.disabled():
        print(f"\nmean reciprocal rank of {len(ranks)} queries: {reciprocal(ranks):.3f}")
        for kind in sorted({query["kind"] for query in QUERIES}):
            own = of(ranks, "kind", kind)
            print(f"  {kind:13} {len(own):3} {reciprocal(own):.3f}")
    assert reciprocal(ranks) >= 0.9


@pytest.mark.parametrize("group", ["first", "held out", "fresh"])
def test_so_it_does_in_every_group(ranks, capsys, group):
    own = of(ranks, "group", group)
    with capsys.disabled():
        print(f"\nmean reciprocal rank of the {len(own)} queries “{group}”: {reciprocal(own):.3f}")
    assert reciprocal(own) >= 0.85


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_so_it_does_in_every_way_to_ask(ranks, kind):
    assert reciprocal(of(ranks, "kind", kind)) >= 0.8


def test_there_are_enough_queries():
    assert len(QUERIES) >= 150
    assert {query["kind"] for query in QUERIES} >= KINDS
