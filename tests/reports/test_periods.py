"""Periods of the law: from the 15th to the 14th, long ones whole months together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reports.periods import Kind, Period, before, holding


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period(Kind.MONTH, 2020, 11), date(2020, 10, 15), date(2020, 11, 14)),
        (Period(Kind.MONTH, 2020, 1), date(2019, 12, 15), date(2020, 1, 14)),
        (Period(Kind.QUARTER, 2020, 4), date(2020, 9, 15), date(2020, 12, 14)),
        (Period(Kind.HALF, 2020, 1), date(2019, 12, 15), date(2020, 6, 14)),
        (Period(Kind.YEAR, 2020, 1), date(2019, 12, 15), date(2020, 12, 14)),
    ],
)
def test_a_period_ends_on_the_fourteenth(period, first, last):
    assert (period.first, period.last) == (first, last)


def test_the_cut_off_day_may_be_the_end_of_the_month(settings):
    settings.REPORT_CUT_OFF_DAY = 31
    period = Period(Kind.QUARTER, 2020, 1)
    assert (period.first, period.last) == (date(2020, 1, 1), date(2020, 3, 31))


@given(day=some.dates(date(2001, 1, 1), date(2099, 11, 30)), kind=some.sampled_from(Kind))
def test_every_day_lies_in_one_period_and_periods_follow_one_another(day, kind):
    period = holding(kind, day)
    assert period.first <= day <= period.last
    assert (period.first - before(period).last).days == 1
    assert Period.read(period.key) == period


@pytest.mark.parametrize(
    "text", ["", "thang.2020.13", "quy.2020.0", "tuan.2020.1", "thang.x.1", "thang.1.1", "thang.2020"]
)
def test_what_is_no_period_is_none(text):
    assert Period.read(text) is None
