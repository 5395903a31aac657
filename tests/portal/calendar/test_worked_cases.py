"""The seven cases worked out by hand from the law (domain, A6), and what surrounds them."""

from datetime import UTC, date
from decimal import Decimal

import pytest

from portal.calendar import arithmetic
from portal.calendar.week import CalendarNotPublished, DayKind, OfficeHours, OfficeHoursUnknown, WorkCalendar
from tests.portal.calendar.week import CALENDAR, ORDINARY, UNEVEN, at


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("22/01/2020 09:00", "3", "03/02/2020 09:00"),
        ("28/04/2020 16:00", "5", "07/05/2020 16:00"),
        ("02/02/2021 08:00", "15", "02/03/2021 08:00"),
        ("26/04/2019 10:00", "3", "04/05/2019 10:00"),
        ("30/12/2020 14:00", "2.5", "05/01/2021 08:00"),
    ],
)
def test_working_days_as_worked_by_hand(received, days, due):
    assert arithmetic.due_working_days(CALENDAR, at(received), Decimal(days)) == at(due)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("30/10/2020 15:20", "02/11/2020 17:30"),
        ("30/10/2020 15:00", "02/11/2020 17:30"),
        ("30/10/2020 14:59", "30/10/2020 17:30"),
    ],
)
def test_same_day_moves_at_three_oclock(received, due):
    assert arithmetic.same_day(CALENDAR, at(received), after_three=True) == at(due)


def test_same_day_without_the_rule_ends_today_after_three():
    assert arithmetic.same_day(CALENDAR, at("30/10/2020 15:20")) == at("30/10/2020 17:30")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("25/08/2020 09:00", "04/09/2020 17:30"),
        ("24/08/2020 09:00", "03/09/2020 17:30"),
        (
            "26/08/2020 09:00",
            "07/09/2020 17:30",
        ),  # the tenth day is Saturday 5 September
    ],
)
def test_ten_calendar_days_as_worked_by_hand(received, due):
    assert arithmetic.due_calendar_days(CALENDAR, at(received), Decimal(10)) == at(due)


def test_three_oclock_on_a_rest_day_means_the_next_opening():
    assert arithmetic.start(CALENDAR, at("31/10/2020 16:00"), after_three=True) == at("02/11/2020 07:30")


@pytest.mark.parametrize(
    ("received", "begun"),
    [
        ("30/10/2020 06:00", "30/10/2020 07:30"),
        ("30/10/2020 12:00", "30/10/2020 13:30"),
    ],
)
def test_outside_office_hours_the_clock_starts_at_the_next_opening(received, begun):
    assert arithmetic.start(CALENDAR, at(received)) == at(begun)


def test_a_make_up_saturday_has_fridays_hours():
    assert UNEVEN.working_time(date(2019, 5, 4)) == UNEVEN.working_time(date(2019, 5, 3)) != ()


def test_a_counter_open_on_saturday_is_no_working_day():
    saturday = tuple(OfficeHours(5, *hours) for hours in CALENDAR.working_time(date(2020, 1, 2)))
    calendar = WorkCalendar(CALENDAR.holidays, CALENDAR.makeup, ORDINARY + saturday)
    assert not calendar.is_working(date(2020, 1, 4))


def test_where_the_office_is_closed_by_then_the_last_working_instant_counts():
    thursday_afternoon = at("05/11/2020 15:00")
    assert arithmetic.due_working_days(UNEVEN, thursday_afternoon, Decimal(1)) == at("06/11/2020 11:30")


@pytest.mark.parametrize(
    ("received", "months", "due"),
    [
        ("31/01/2020 09:00", "1", "02/03/2020 17:30"),
        ("15/10/2020 09:00", "3", "15/01/2021 17:30"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(received, months, due):
    assert arithmetic.due_months(CALENDAR, at(received), Decimal(months)) == at(due)


def test_eight_working_hours_run_over_the_weekend():
    assert arithmetic.due_hours(CALENDAR, at("30/10/2020 16:30"), Decimal(8)) == at("02/11/2020 16:30")


def test_an_instant_in_another_zone_is_the_same_instant():
    received = at("22/01/2020 09:00")
    assert arithmetic.due_working_days(CALENDAR, received.astimezone(UTC), Decimal(3)) == at("03/02/2020 09:00")


def test_days_are_explained_one_by_one():
    lines = arithmetic.days_counted(CALENDAR, at("26/04/2019 10:00"), at("04/05/2019 10:00"))
    assert [(line.day.day, line.number) for line in lines if line.number] == [
        (2, 1),
        (3, 2),
        (4, 3),
    ]
    assert lines[-1].kind is DayKind.MAKEUP
    assert [line.kind for line in lines[:3]] == [
        DayKind.WEEKEND,
        DayKind.WEEKEND,
        DayKind.HOLIDAY,
    ]


def test_a_year_without_rest_days_is_refused_by_name():
    with pytest.raises(CalendarNotPublished) as refusal:
        arithmetic.due_working_days(CALENDAR, at("30/12/2027 09:00"), Decimal(3))
    assert refusal.value.year == 2028


def test_a_day_without_valid_hours_is_refused_by_name():
    later = tuple(OfficeHours(day, ORDINARY[0].starts_at, ORDINARY[0].ends_at, date(2021, 1, 1)) for day in range(5))
    with pytest.raises(OfficeHoursUnknown):
        WorkCalendar(CALENDAR.holidays, CALENDAR.makeup, later).working_time(date(2020, 12, 31))


def test_a_negative_limit_is_a_mistake():
    with pytest.raises(ValueError):
        arithmetic.due_working_days(CALENDAR, at("22/01/2020 09:00"), Decimal(-1))
