"""What people ask for comes first or second: measured over the real catalogue, half of the queries never tuned on."""

import json
from pathlib import Path

import pytest

from procedures import search
from tests.procedures import real

pytestmark = [pytest.mark.django_db(transaction=False), real.needs_data]

QUERIES = json.loads((Path(__file__).parent / "relevance.json").read_text(encoding="utf-8"))


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
    found = [edition.procedure.code for edition in search.find(query["query"]).page(0, 20)]
    return next((place for place, code in enumerate(found, 1) if code in query["codes"]), 0)


def reciprocal(places: list[int]) -> float:
    return sum(1 / place for place in places if place) / len(places)


def test_the_wanted_procedure_comes_first_or_second(ranks, capsys):
    kinds = sorted({query["kind"] for query in QUERIES})
    with capsys.disabled():
        print(f"\nmean reciprocal rank of {len(ranks)} queries: {reciprocal(ranks):.3f}")
        for kind in kinds:
            own = [place for query, place in zip(QUERIES, ranks, strict=True) if query["kind"] == kind]
            print(f"  {kind:13} {len(own):3} {reciprocal(own):.3f}")
    assert reciprocal(ranks) >= 0.85


def test_so_it_does_for_queries_nothing_was_tuned_on(ranks, capsys):
    held = [place for query, place in zip(QUERIES, ranks, strict=True) if query["held_out"]]
    with capsys.disabled():
        print(f"\nmean reciprocal rank of the {len(held)} held-out queries: {reciprocal(held):.3f}")
    assert reciprocal(held) >= 0.85


def test_there_are_enough_queries():
    assert len(QUERIES) >= 150
