"""A kept page never promises a day that does not hold any more: to the second, whatever turns it."""

import re
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.calendar.current import work_calendar
from portal.calendar.models import WorkDay, WorkingHours
from portal.calendar.week import VIETNAM
from procedures import sheet as sheets
from procedures.at_a_glance import glance, glance_and_end
from procedures.models import Channel, TimeLimit
from procedures.sheet import Choice
from tests.portal.calendar.week import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rewritable", "calendar")]

UNITS = [unit for unit in TimeLimit.Unit if unit != TimeLimit.Unit.UNKNOWN]
A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def limited(procedure):
    """``limited(unit=..., value=...)``: how long the procedure takes."""

    def limit(**values):
        procedure.current.time_limits.update(**values)
        return procedure

    return limit


def line(procedure, query: str = "?cach-nop=1") -> str:
    page = Client().get(f"/thu-tuc/{procedure.code}/{query}").content.decode()
    return " ".join(re.sub("<[^>]*>", " ", page.split('class="glance"')[1].split('class="glance__do ')[0]).split())


def lines_around(procedure, turn, query: str = "?cach-nop=1") -> list[str]:
    """Ten seconds before, the last moment before, at the turn, and ten seconds after."""
    said = []
    for moment in (turn - timedelta(seconds=10), turn - A_MOMENT, turn, turn + timedelta(seconds=10)):
        with time_machine.travel(moment, tick=False):
            said.append(line(procedure, query))
    return said


TURNS = {
    "at 15:00 the day does not count any more": (
        "01/12/2020 15:00", {"unit": "working_days", "value": 3, "after_three": True}, "04/12", "07/12",
    ),
    "at closing the day is over": ("01/12/2020 17:00", {"unit": "same_day", "value": 0}, "01/12", "02/12"),
    "at midnight another day begins": ("02/12/2020 00:00", {"unit": "calendar_days", "value": 6}, "07/12", "08/12"),
    "at New Year the year is named": ("01/12/2020 00:00", {"unit": "months", "value": 1}, "30/12", "04/01/2021"),
    "at opening nobody waits any more": (
        "01/12/2020 13:30", {"unit": "working_days", "value": 3}, "Nộp khi mở cửa lúc 13:30", "Nộp bây giờ",
    ),
    "at noon one waits": ("01/12/2020 11:30", {"unit": "working_days", "value": 3}, "Nộp bây giờ", "mở cửa lúc 13:30"),
}  # fmt: skip


@pytest.mark.parametrize(("turn", "limit", "before", "after"), TURNS.values(), ids=TURNS)
def test_it_turns_in_the_very_moment(limited, turn, limit, before, after):
    said = lines_around(limited(**limit), at(turn))
    assert [before in line for line in said] == [True, True, False, False]
    assert [after in line for line in said] == [False, False, True, True]


def test_online_it_moves_on_with_every_minute_of_office_hours(limited):
    said = lines_around(limited(unit="working_days", value=3), at("01/12/2020 09:17"), "?cach-nop=2")
    assert ["chậm nhất 09:46" in line for line in said] == [True, True, False, False]
    assert ["chậm nhất 09:47" in line for line in said] == [False, False, True, True]


def test_an_instant_of_its_own_is_told_alone(limited):
    """Eight working hours from 11:00 end at closing time, from a moment later after the break."""
    turn = at("01/12/2020 11:00")
    said = lines_around(limited(unit="working_days", value=3), turn, "?cach-nop=2")
    assert [re.search("chậm nhất (.....)", line)[1] for line in said] == ["11:29", "11:29", "11:30", "13:30"]


def test_within_a_minute_the_page_is_kept(limited, django_assert_num_queries):
    procedure = limited(unit="working_days", value=3)
    with time_machine.travel(at("01/12/2020 09:17"), tick=False):
        line(procedure)
    with time_machine.travel(at("01/12/2020 09:17") + timedelta(seconds=59), tick=False), django_assert_num_queries(1):
        line(procedure)


EDITS = {
    "a day off is announced": lambda: WorkDay.objects.create(date=date(2020, 12, 3), kind="holiday", name="Nghỉ"),
    "a make-up day is announced": lambda: WorkDay.objects.create(date=date(2020, 12, 5), kind="makeup", name="Bù"),
    "the office opens later": lambda: WorkingHours.objects.filter(starts_at=time(7, 30)).update(starts_at=time(9)),
    "nobody knows the hours": lambda: WorkingHours.objects.all().delete(),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_of_the_calendar_holds_at_once(limited, edit):
    procedure = limited(unit="working_days", value=4)
    with time_machine.travel(at("01/12/2020 08:15"), tick=False):
        before = line(procedure)
        edit()
        assert line(procedure) != before


# --- For every instant ------------------------------------------------------------------------

instants = st.datetimes(datetime(2020, 12, 1), datetime(2021, 1, 10))
shares = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize("channel", [Channel.COUNTER, Channel.ONLINE])
@pytest.mark.parametrize("after_three", [True, False])
@pytest.mark.parametrize("unit", UNITS)
def test_what_is_kept_is_what_would_be_said(limited, unit, after_three, channel):
    procedure = limited(unit=unit, value="1.5", after_three=after_three)
    sheet, calendar = sheets.load(procedure.current_id), work_calendar()
    choice = Choice(sheet.cases[0], channel)

    @settings(max_examples=60, deadline=None)
    @given(instants, shares)
    def holds(instant, share):
        now = instant.replace(tzinfo=VIETNAM)
        shown, end = glance_and_end(sheet, choice, now, calendar)
        later = min(now + (end - now) * share, max(now, end - A_MOMENT))
        assert glance(sheet, choice, later, calendar) == shown

    holds()
