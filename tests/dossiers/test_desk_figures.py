"""The figures of the heaps: composed once for all, they ask what composing them for this very person would."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from dossiers.desk import figures
from dossiers.desk.heaps import HEAPS
from dossiers.desk.keyset import Listing, counted, statement_of
from dossiers.desk.seat import Seat
from portal.agencies.models import Role
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["clerk", "officer", "leader", "two posts"])
def seat(request, clerk, officer, leader, commune):
    if request.param == "two posts":
        PostFactory(user=clerk, agency=commune, role=Role.OFFICER)
    people = {"clerk": clerk, "officer": officer, "leader": leader, "two posts": clerk}
    return Seat(people[request.param])


def listings(seat: Seat) -> list[Listing]:
    return [Listing(seat, work.condition(seat)) for work in HEAPS.values()]


def test_they_ask_what_composing_anew_would_ask(seat):
    sql, values = figures.composed(len(seat.agencies))
    fresh, own_values = statement_of(listings(seat))
    assert sql == fresh
    for put_in, own in zip(figures.put_in(values, seat), own_values, strict=True):
        assert put_in == own or (isinstance(own, datetime) and abs(put_in - own) < timedelta(minutes=1))


def test_no_value_of_the_pattern_is_left(seat):
    _sql, values = figures.composed(len(seat.agencies))
    left = [one for one in figures.put_in(values, seat) if isinstance(one, datetime) and one.year == 1900]
    left += [one for one in figures.put_in(values, seat) if isinstance(one, int) and one < 0]
    assert left == []


def test_they_count_what_the_lists_hold(seat, dossier):
    assert figures.figures(seat) == dict(zip(HEAPS, counted(listings(seat)), strict=True))


def test_the_day_is_that_of_the_request(clerk):
    tomorrow = Seat(clerk, timezone.now() + timedelta(days=1))
    _sql, values = figures.composed(len(tomorrow.agencies))
    assert timezone.localdate(tomorrow.now) in figures.put_in(values, tomorrow)


def test_who_has_no_post_has_nothing(citizen):
    assert set(figures.figures(Seat(citizen)).values()) == {0}
