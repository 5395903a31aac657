"""By when papers go to who decides (NĐ 61/2018 Đ.18.2-3), against a calculation that shares nothing with ours."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calendar.week import OfficeHours, WorkCalendar
from procedures import deadlines

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
HOLIDAYS = {datetime(2020, 1, 1).date(), datetime(2020, 4, 30).date(), datetime(2020, 5, 1).date()}
HALVES = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
CALENDAR = WorkCalendar(
    holidays=frozenset(HOLIDAYS),
    makeup=frozenset(),
    hours=tuple(OfficeHours(day, *half) for day in range(5) for half in HALVES),
)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)


def works(day) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def expected(received: datetime) -> datetime:
    """Minute by minute would be slow; day by day is enough: a working day before 15:00 is that day's 17:00; at or
    after 15:00 it is 08:30 of the next working day; a rest day counts as the next working day's opening."""
    day = received.date()
    if works(day) and received.time() < time(15):
        return datetime.combine(day, time(17), VIETNAM)
    was_open = works(day)
    day += timedelta(days=1)
    while not works(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(8, 30) if was_open else time(17), VIETNAM)


@given(st.datetimes(datetime(2020, 1, 2), datetime(2020, 12, 20)))
def test_it_is_what_the_law_says_at_every_minute(moment):
    received = moment.replace(tzinfo=VIETNAM)
    assert deadlines.transfer_due(received, CALENDAR) == expected(received)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2020-11-30 09:00", "2020-11-30 17:00"),
        ("2020-11-30 14:59", "2020-11-30 17:00"),
        ("2020-11-30 15:00", "2020-12-01 08:30"),
        ("2020-11-27 16:30", "2020-11-30 08:30"),
        ("2020-04-29 15:20", "2020-05-04 08:30"),
        ("2020-11-28 10:00", "2020-11-30 17:00"),
    ],
)
def test_by_hand(received, due):
    assert deadlines.transfer_due(at(received), CALENDAR) == at(due)
