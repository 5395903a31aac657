"""A time limit explained: every day that counts and every one that does not, agreeing with the limit itself."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calendar.week import REST, DayKind
from procedures import deadlines, elapsed
from procedures.models import TimeLimit
from tests.portal.calendar.week import CALENDAR, at

Unit = TimeLimit.Unit


def limit(value: str, unit: str, *, after_three: bool = False) -> TimeLimit:
    return TimeLimit(value=Decimal(value), unit=unit, after_three=after_three)


def explained(received: str, of: TimeLimit) -> list[elapsed.CountedDay]:
    due = deadlines.due(of, at(received), CALENDAR)
    return elapsed.day_by_day(of, at(received), due, CALENDAR)


WORKED = [
    ("22/01/2020 09:00", "3", ["30/01", "31/01", "03/02"]),
    ("28/04/2020 16:00", "5", ["29/04", "04/05", "05/05", "06/05", "07/05"]),
    ("26/04/2019 10:00", "3", ["02/05", "03/05", "04/05"]),
    ("30/12/2020 14:00", "2.5", ["31/12", "04/01", "05/01"]),
    (
        "02/02/2021 08:00", "15",
        ["03/02", "04/02", "05/02", "08/02", "09/02", "17/02", "18/02", "19/02", "22/02",
         "23/02", "24/02", "25/02", "26/02", "01/03", "02/03"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("received", "days", "counted"), WORKED)
def test_working_days_as_worked_by_hand(received, days, counted):
    lines = explained(received, limit(days, Unit.WORKING_DAYS))
    assert [f"{line.day:%d/%m}" for line in lines if line.count] == counted
    assert lines[-1].count == Decimal(days)


def test_rest_days_between_are_named_and_not_counted():
    lines = explained("26/04/2019 10:00", limit("3", Unit.WORKING_DAYS))
    kinds = [(f"{line.day:%d/%m}", line.kind) for line in lines]
    assert kinds[:2] == [("27/04", DayKind.WEEKEND), ("28/04", DayKind.WEEKEND)]
    assert kinds[2:5] == [(day, DayKind.HOLIDAY) for day in ("29/04", "30/04", "01/05")]
    assert kinds[-1] == ("04/05", DayKind.MAKEUP)


def test_the_same_day_after_three_is_the_next_working_day():
    lines = explained("30/10/2020 15:20", limit("1", Unit.SAME_DAY, after_three=True))
    assert [f"{line.day:%d/%m}" for line in lines] == ["02/11"]


def test_calendar_days_count_rest_days_and_move_over_the_last():
    lines = explained("26/08/2020 09:00", limit("10", Unit.CALENDAR_DAYS))
    assert [line.count for line in lines] == [*map(Decimal, range(1, 11)), None, None]
    assert f"{lines[-1].day:%d/%m}" == "07/09"


def test_months_show_the_same_day_of_each():
    lines = explained("15/10/2020 09:00", limit("3", Unit.MONTHS))
    assert [f"{line.day:%d/%m}" for line in lines] == ["15/11", "15/12", "15/01"]


def test_so_many_of_so_many():
    of = limit("15", Unit.WORKING_DAYS)
    due = deadlines.due(of, at("02/02/2021 08:00"), CALENDAR)
    use = elapsed.use(of, at("02/02/2021 08:00"), due, at("25/02/2021 10:00"), CALENDAR)
    assert (use.used, use.total, use.days_late) == (12, 15, 0)


def test_late_days_are_working_days():
    of = limit("3", Unit.WORKING_DAYS)
    due = deadlines.due(of, at("22/01/2020 09:00"), CALENDAR)
    use = elapsed.use(of, at("22/01/2020 09:00"), due, at("10/02/2020 09:00"), CALENDAR)
    assert (use.used, use.total, use.days_late) == (3, 3, 5)


def test_hours_are_office_hours():
    of = limit("8", Unit.HOURS)
    received = at("30/10/2020 16:30")
    use = elapsed.use(of, received, deadlines.due(of, received, CALENDAR), at("02/11/2020 09:00"), CALENDAR)
    assert (use.used, use.total) == (Decimal("2.5"), Decimal(8))


RECEIVED = st.datetimes(at("01/01/2019 00:00").replace(tzinfo=None), at("01/01/2023 00:00").replace(tzinfo=None)).map(
    lambda moment: moment.replace(tzinfo=at("01/01/2020 00:00").tzinfo)
)
LIMITS = st.builds(
    limit,
    st.sampled_from(["0.5", "1", "2.5", "3", "10", "15", "45"]),
    st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS, Unit.HOURS, Unit.SAME_DAY]),
    after_three=st.booleans(),
)


@given(RECEIVED, LIMITS)
def test_the_explanation_ends_on_the_day_of_the_limit(received, of):
    due = deadlines.due(of, received, CALENDAR)
    lines = elapsed.day_by_day(of, received, due, CALENDAR)
    assert lines[-1].day == due.date()
    assert [line.day for line in lines] == sorted({line.day for line in lines})


@given(RECEIVED, LIMITS.filter(lambda of: of.unit == Unit.WORKING_DAYS))
def test_working_days_are_numbered_on_working_days_alone(received, of):
    lines = elapsed.day_by_day(of, received, deadlines.due(of, received, CALENDAR), CALENDAR)
    assert all((line.count is None) == (line.kind in REST) for line in lines)
    assert lines[-1].count == of.value


@given(RECEIVED, LIMITS, st.lists(st.integers(0, 200), min_size=2, max_size=5).map(sorted))
def test_what_is_used_only_grows_and_is_all_at_the_end(received, of, hours):
    due = deadlines.due(of, received, CALENDAR)
    uses = [elapsed.use(of, received, due, received + timedelta(hours=hour), CALENDAR) for hour in hours]
    assert [use.used for use in uses] == sorted(use.used for use in uses)
    assert all(0 <= use.used <= use.total for use in uses)
    assert elapsed.use(of, received, due, due, CALENDAR).percent == 100
