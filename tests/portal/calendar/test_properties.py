"""What holds for every instant and every limit, on even and on uneven office hours."""

from datetime import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from portal.calendar import arithmetic
from portal.calendar.week import VIETNAM
from tests.portal.calendar.week import CALENDAR, UNEVEN

instants = st.datetimes(datetime(2019, 1, 1), datetime(2027, 3, 1)).map(lambda t: t.replace(tzinfo=VIETNAM))
halves = st.integers(0, 80).map(lambda n: Decimal(n) / 2)
calendars = st.sampled_from([CALENDAR, UNEVEN])
minutes = st.integers(0, 60 * 8 * 40)
DUES = st.sampled_from([arithmetic.due_working_days, arithmetic.due_calendar_days, arithmetic.due_hours])


@given(calendars, DUES, instants, instants, halves)
def test_who_comes_earlier_is_due_no_later(calendar, due, one, other, n):
    first, second = sorted([one, other])
    assert due(calendar, first, n) <= due(calendar, second, n)


@given(calendars, DUES, instants, halves, halves)
def test_a_longer_limit_is_due_no_earlier(calendar, due, t, one, other):
    shorter, longer = sorted([one, other])
    assert due(calendar, t, shorter) <= due(calendar, t, longer)


@given(calendars, instants, st.integers(0, 40))
def test_as_many_days_are_counted_as_the_law_gives(calendar, t, n):
    begun = arithmetic.start(calendar, t)
    due = arithmetic.due_working_days(calendar, t, Decimal(n))
    assert sum(line.number is not None for line in arithmetic.days_counted(calendar, begun, due)) == n


@given(calendars, DUES, instants, halves)
def test_nothing_is_due_outside_office_hours(calendar, due, t, n):
    instant = due(calendar, t, n)
    spans = calendar.working_time(instant.date())
    assert any(opens <= instant.time() <= closes for opens, closes in spans)


@given(calendars, instants, st.booleans())
def test_the_clock_starts_in_office_hours_and_not_before_receipt(calendar, t, after_three):
    begun = arithmetic.start(calendar, t, after_three)
    assert begun >= t
    assert any(opens <= begun.time() < closes for opens, closes in calendar.working_time(begun.date()))


@given(calendars, instants, minutes)
def test_added_office_time_is_the_office_time_between(calendar, t, n):
    assert arithmetic.working_minutes_between(calendar, t, arithmetic.add_working_minutes(calendar, t, n)) == n


@given(calendars, instants, minutes, minutes)
def test_office_time_adds_up(calendar, t, one, other):
    halfway = arithmetic.add_working_minutes(calendar, t, one)
    whole = arithmetic.add_working_minutes(calendar, t, one + other)
    if other:
        assert arithmetic.add_working_minutes(calendar, halfway, other) == whole


@given(calendars, instants, instants)
def test_office_time_backwards_is_negative(calendar, one, other):
    forward = arithmetic.working_minutes_between(calendar, one, other)
    assert forward == -arithmetic.working_minutes_between(calendar, other, one)
