"""The calendar in the database: seeded once, kept by administrators, read afresh when it changes."""

from datetime import date

import pytest

from portal.calendar.current import work_calendar
from portal.calendar.models import WorkDay
from portal.calendar.seed import seed

pytestmark = pytest.mark.django_db


def test_seeding_twice_adds_nothing():
    assert seed() > 100
    assert seed() == 0


def test_an_administrators_row_is_not_overwritten():
    WorkDay.objects.create(date=date(2027, 2, 10), kind=WorkDay.Kind.MAKEUP, name="Theo thông báo mới")
    seed()
    assert WorkDay.objects.get(date=date(2027, 2, 10)).name == "Theo thông báo mới"


def test_a_swap_entered_now_counts_now():
    seed()
    assert work_calendar().is_working(date(2027, 3, 1))
    WorkDay.objects.create(date=date(2027, 3, 1), kind=WorkDay.Kind.HOLIDAY, name="Nghỉ hoán đổi")
    assert not work_calendar().is_working(date(2027, 3, 1))


def test_an_unchanged_calendar_is_loaded_once(django_assert_num_queries):
    seed()
    kept = work_calendar()
    with django_assert_num_queries(1):
        assert work_calendar() is kept
