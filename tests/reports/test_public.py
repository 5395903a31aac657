"""The public short form: for everybody, without rows, and silent where a number could point at a person."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from reports import facts
from reports.public import SMALL, rows, withheld
from reports.scope import Scope
from tests.dossiers.pages import page_of
from tests.reports.histories import World

COUNTS = some.dictionaries(some.integers(0, 30), some.integers(0, 12), max_size=12)


@pytest.fixture(autouse=True)
def nothing_cached(db):
    cache.clear()


@given(counts=COUNTS)
def test_small_counts_are_withheld_and_never_alone(counts):
    hidden = withheld(counts)
    assert {key for key, count in counts.items() if 0 < count < SMALL} <= hidden
    assert len(hidden) != 1 or not any(count >= SMALL for count in counts.values())


@pytest.mark.django_db
def test_a_commune_with_two_dossiers_shows_no_number(lives: World):
    lives.play([(0, 0, 1), (1, 0, 1), (0, 0, 1), (1, 1, 1)])
    facts.catch_up()
    (row,) = rows(Scope(lives.now.date() + timedelta(days=1)))
    assert (row.name, row.received, row.resolved, row.percent) == ("Ủy ban nhân dân xã Tân Mỹ", None, None, None)


@pytest.mark.django_db
def test_everybody_reads_it_and_finds_no_way_to_the_rows(client):
    page = page_of(client, reverse("public_figures"))
    assert "Hồ sơ đã tiếp nhận" in page
    assert "/quan-tri/so-lieu/" not in page


def told(client) -> str:
    """How many dossiers the page says were received."""
    return re.search(
        r"Hồ sơ đã tiếp nhận.*?<strong>([\d.]+)</strong>", page_of(client, reverse("public_figures")), re.S
    )[1]


@pytest.mark.django_db
def test_it_is_counted_once_a_minute(client, lives: World, time_machine):
    time_machine.move_to(lives.now, tick=False)
    assert told(client) == "0"
    lives.play([(0, 0, 0), (1, 0, 0)])
    time_machine.move_to(lives.now + timedelta(seconds=30), tick=False)
    assert told(client) == "0"
    time_machine.move_to(lives.now + timedelta(seconds=61), tick=False)
    assert told(client) == "1"
