"""How complete the link is, as the page counts it."""

from datetime import timedelta

import pytest

from dossiers import sync
from dossiers.link import figures
from dossiers.models import LinkStanding
from tests.dossiers.link.refused import later, received, refused, told
from tests.national.wire import Wire

pytestmark = pytest.mark.django_db


def test_coverage_is_what_is_there_of_what_must_be(province):
    received(province)
    told()
    received(province, 1)
    province.submitted(2)
    figures.count()
    assert {name: figures.whole()[name] for name in ("owed", "there", "percent")} == {
        "owed": 2, "there": 1, "percent": 50,
    }  # fmt: skip


def test_all_of_all_is_a_hundred_and_less_never(province):
    assert (figures.percent(0, 0), figures.percent(999, 1000), figures.percent(5, 5)) == (100, 99, 100)


def test_counting_again_gives_the_same(province):
    received(province)
    for _ in range(2):
        figures.count()
    assert LinkStanding.objects.values_list("owed", "there").get() == (1, 0)


def test_an_agency_without_any_left_falls_away(province):
    dossier = received(province)
    LinkStanding.objects.create(agency=dossier.received_by, owed=3, there=3, counted_at=later(days=-1))
    figures.count()
    assert [one.agency for one in LinkStanding.objects.all()] == [dossier.agency]


def test_each_agency_shows_what_it_owes(province):
    stuck = refused(province, 0)
    on_its_way = received(province, 1)
    by_agency = {line.agency: line.waiting for line in figures.lines()}
    assert (by_agency[stuck.agency].parked, by_agency[stuck.agency].on_way) == (2, 0)
    assert (by_agency[on_its_way.agency].parked, by_agency[on_its_way.agency].on_way) == (0, 2)
    assert figures.lines()[0].agency == stuck.agency


def test_what_was_acknowledged_within_the_hour_is_the_rate(province):
    received(province)
    told()
    assert figures.sent_within(timedelta(hours=1)) == 2
    assert figures.sent_within(timedelta(hours=1), later(hours=2)) == 0


def test_troubles_are_counted_by_kind(province):
    refused(province)
    received(province, 1)
    silent = Wire()
    silent.answer = lambda service, body: {"error_code": "-99", "message": "Lỗi hệ thống"}
    sync.drain(silent.portal())
    assert [(reason.name, number, parked) for reason, number, parked in figures.troubles()] == [
        ("procedure", 2, 2),
        ("trouble", 2, 0),
    ]
