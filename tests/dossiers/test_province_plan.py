"""The list of invented cases: the same from the same seed, nothing in the future, in working hours, by the shares."""

from collections import Counter
from datetime import date, datetime, time
from random import Random

import pytest

from dossiers.province import people
from dossiers.province.courses import COURSES, SPECIAL
from dossiers.province.office import Office
from dossiers.province.plan import DAYS, Offer, Scene, lanes, plan
from portal.calendar.week import VIETNAM, OfficeHours, WorkCalendar

HOURS = tuple(
    OfficeHours(weekday, begun, ended)
    for weekday in range(5)
    for begun, ended in ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
)
CALENDAR = WorkCalendar(frozenset({date(2020, 1, 1), date(2021, 1, 1)}), frozenset(), HOURS)
NOW = datetime(2020, 11, 26, 10, 0, tzinfo=VIETNAM)
HERE = ("phuong", "so")


@pytest.fixture
def office():
    return Office(CALENDAR, NOW, DAYS + 30)


@pytest.fixture
def scene():
    offers = (
        Offer("1.000001", "Tư pháp", 0.5, ("phuong", "xa-1", "xa-2"), 3600),
        Offer("1.000002", "Tư pháp", 0.3, ("phuong", "xa-1"), 300, on_the_spot=True),
        Offer("1.000003", "Lao động", 0.1, ("so", "so-khac"), 3600, of_businesses=True),
        Offer("1.000004", "Lao động", 0.1, ("so",), 3600),
    )
    units = {"phuong": "mc-phuong", "xa-1": "mc-1", "xa-2": "mc-2", "so": "trung-tam", "so-khac": "trung-tam"}
    return Scene(offers, units, HERE)


def test_the_same_seed_gives_the_same_list(scene, office):
    assert plan(scene, office, 500, 1) == plan(scene, office, 500, 1)


def test_another_seed_gives_another_list(scene, office):
    assert plan(scene, office, 500, 1) != plan(scene, office, 500, 2)


def test_there_are_as_many_as_asked_for(scene, office):
    assert [len(plan(scene, office, size, 1)) for size in (60, 2000)] == [60, 2000]


def test_all_come_within_working_hours_of_the_past(scene, office):
    for case in plan(scene, office, 500, 1):
        came = office.instant(case.came)
        assert came <= NOW
        assert any(begun <= came.time() <= ended for begun, ended in CALENDAR.working_time(came.date()))


def test_they_are_in_the_order_of_their_reception(scene, office):
    received = [case.received for case in plan(scene, office, 500, 1)]
    assert received == sorted(received)


def test_every_course_is_there_at_every_desk_shown(scene, office):
    found = Counter((case.course, case.agency) for case in plan(scene, office, 2000, 1))
    assert all(found[name, agency] >= course.here for name, course in SPECIAL.items() for agency in HERE)


def test_what_needs_another_agency_goes_where_there_is_one(scene, office):
    agencies = {offer.procedure: offer.agencies for offer in scene.offers}
    moved = [case for case in plan(scene, office, 2000, 1) if case.course == "moved elsewhere"]
    assert moved
    assert all(len(agencies[case.procedure]) > 1 for case in moved)


def test_no_unit_and_no_agency_is_in_two_lanes(scene, office):
    first, second = lanes(plan(scene, office, 500, 1), 2)
    assert len(first) + len(second) == 500
    assert not {case.unit for case in first} & {case.unit for case in second}
    assert not {case.agency for case in first} & {case.agency for case in second}


def work_of(cases) -> Counter[str]:
    done = Counter[str]()
    for case in cases:
        done[case.unit] += 1 + len(COURSES[case.course].moves)
    return done


def test_lanes_differ_by_no_more_than_a_unit(scene, office):
    """Units are not parted, so that is the best there is."""
    first, second = (work_of(lane) for lane in lanes(plan(scene, office, 500, 1), 2))
    lighter, heavier = sorted((first, second), key=lambda lane: lane.total())
    assert heavier.total() - lighter.total() <= max(heavier.values())


def test_an_instant_and_its_minute_are_the_same_moment(office):
    assert office.instant(office.minute(NOW)) == NOW
    assert office.minute(datetime(2020, 11, 26, 12, 0, tzinfo=VIETNAM)) == office.minute(NOW) + 90


def test_numbers_of_people_cannot_be_anybodys():
    one, firm = people.person(7, Random(1)), people.business(7, Random(1))
    assert one.id_number.startswith("099")
    assert firm.tax_code.startswith("00")
    assert {one.phone[:3], firm.phone[:3]} == {"011"}
