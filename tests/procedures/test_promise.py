"""The day the page promises is the day the dossier gets."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calendar.week import VIETNAM
from procedures import deadlines
from procedures.models import Channel, TimeLimit
from tests.portal.calendar.week import CALENDAR, at

instants = st.datetimes(datetime(2019, 1, 1), datetime(2024, 1, 1)).map(lambda t: t.replace(tzinfo=VIETNAM))
limits = st.builds(
    lambda unit, value, after_three: TimeLimit(unit=unit, value=Decimal(value), after_three=after_three),
    st.sampled_from(TimeLimit.Unit.values),
    st.integers(1, 30),
    st.booleans(),
)


@given(limits, instants)
def test_at_the_counter_it_runs_from_now(limit, t):
    assert deadlines.promise(limit, t, Channel.COUNTER, CALENDAR).due_at == deadlines.due(limit, t, CALENDAR)


@given(limits, instants)
def test_online_it_runs_from_the_latest_reception(limit, t):
    promise = deadlines.promise(limit, t, Channel.ONLINE, CALENDAR)
    assert promise.answered_by == deadlines.reception_due(t, CALENDAR)
    assert promise.due_at == deadlines.due(limit, promise.answered_by, CALENDAR)


@given(limits, instants)
def test_by_post_no_day_is_named(limit, t):
    assert deadlines.promise(limit, t, Channel.POST, CALENDAR) == deadlines.Promise(None, None)


@pytest.mark.parametrize("limit", [None, TimeLimit(unit=TimeLimit.Unit.UNKNOWN)])
def test_without_a_limit_no_day_is_named(limit):
    assert deadlines.promise(limit, at("01/12/2020 09:00"), Channel.ONLINE, CALENDAR).due_at is None
