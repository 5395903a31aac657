"""Every row of the table of rest days (domain, A6), written out again."""

from datetime import date

import pytest

from portal.calendar import years

REST = {
    2019: "1/1 4/2 5/2 6/2 7/2 8/2 15/4 29/4 30/4 1/5 2/9",
    2020: "1/1 23/1 24/1 27/1 28/1 29/1 2/4 30/4 1/5 2/9",
    2021: "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9",
    2022: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9",
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
    2027: "1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11",
}
WORKED = {2019: "5/1 4/5", 2024: "4/5", 2025: "26/4", 2026: "10/1 22/8"}


def dates(year: int, text: str) -> list[date]:
    return [date(year, int(month), int(day)) for day, month in (item.split("/") for item in text.split())]


@pytest.mark.parametrize("year", range(2019, 2028))
def test_rest_days_of_the_year(year):
    assert [day.date for day in years.holidays() if day.date.year == year] == dates(year, REST[year])


@pytest.mark.parametrize("year", range(2019, 2028))
def test_make_up_days_of_the_year_are_at_the_weekend(year):
    worked = [day.date for day in years.makeup_days() if day.date.year == year]
    assert worked == dates(year, WORKED.get(year, ""))
    assert all(day.weekday() >= 5 for day in worked)


def test_only_what_is_not_announced_is_proposed():
    proposed = {day.date for day in years.holidays() if day.is_proposed}
    assert proposed == {date(2026, 11, 24), *dates(2027, REST[2027])}
