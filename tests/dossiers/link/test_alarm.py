"""The alarm begins once, tells the people responsible once, and ends by itself."""

import pytest

from dossiers.link import watching
from dossiers.models import LinkAlarm, NationalMessage
from portal.agencies.models import Role
from portal.notices.models import Notice
from tests.dossiers.link.refused import aged, later, received, refused, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def half_an_hour(settings):
    settings.LINK_ALARM_MINUTES = 30


def alarms() -> list[tuple[str, bool]]:
    return [(one.kind, one.ended_at is None) for one in LinkAlarm.objects.order_by("pk")]


def test_what_has_not_waited_long_is_no_alarm(province, keeper):
    received(province)
    watching.watch(later(minutes=29))
    assert alarms() == []


def test_an_episode_is_told_once_to_each_of_those_responsible(province, keeper, somebody):
    administrator, _other = somebody(Role.ADMIN), somebody(Role.CATALOGUE)
    received(province)
    for minutes in (31, 32, 90):
        watching.watch(later(minutes=minutes))
    assert alarms() == [("waiting", True)]
    told_of = Notice.objects.filter(once__startswith="link:")
    assert {(one.person, one.values["changes"]) for one in told_of} == {(keeper, "2"), (administrator, "2")}


def test_it_ends_when_nothing_waits_so_long_and_begins_anew(province, keeper):
    received(province)
    watching.watch(later(minutes=31))
    told()
    watching.watch(later(minutes=32))
    assert alarms() == [("waiting", False)]
    received(province, 1)
    watching.watch(later(minutes=70))
    assert alarms() == [("waiting", False), ("waiting", True)]
    assert Notice.objects.filter(once__startswith="link:waiting", person=keeper).count() == 2


def test_what_was_refused_is_an_alarm_of_its_own(province, keeper):
    refused(province)
    watching.watch(later(minutes=31))
    assert alarms() == [("parked", True)]


def test_what_waits_behind_a_refusal_is_not_a_second_alarm(province, keeper):
    province.change(refused(province), 1)
    aged(hours=1)
    watching.watch()
    assert alarms() == [("parked", True)]


def test_letting_it_go_ends_the_alarm(province, keeper):
    refused(province)
    watching.watch(later(minutes=31))
    NationalMessage.objects.parked().update(skipped_at=later())
    watching.watch(later(minutes=33))
    assert alarms() == [("parked", False)]
