"""A year in numbers, as the page and the reports say it, as of any day."""

from datetime import date

import pytest

from procedures import plan as plans
from tests.factories import AgencyFactory
from tests.procedures.plans.services import DUE, planned, service

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2020, 11, 20), date(2020, 12, 20)


def numbers(on=date(2020, 12, 31)):
    found = plans.figures(2020, on)
    return found.integrated, found.planned, found.late


def test_without_a_plan_there_are_no_figures():
    assert plans.figures(2020) is None


def test_an_empty_plan_has_only_its_target():
    planned()
    found = plans.figures(2020)
    assert (found.integrated, found.planned, found.percent, found.share, found.by_agency) == (0, 0, 0, 0, [])


def test_integrated_ones_count_from_their_day():
    plan = planned()
    service(plan, integrated_on=FIRST), service(plan, integrated_on=SECOND), service(plan)
    assert [numbers(day)[0] for day in (date(2020, 11, 19), FIRST, date(2020, 12, 19), SECOND)] == [0, 1, 1, 2]


def test_shares_are_rounded_down_and_may_pass_a_hundred():
    plan = planned(target=2, out_of=9)
    for _ in range(3):
        service(plan, integrated_on=FIRST)
    found = plans.figures(2020)
    assert (found.percent, found.share) == (150, 33)


def test_a_plan_of_nothing_divides_by_nothing():
    planned(target=0, out_of=0)
    assert (plans.figures(2020).percent, plans.figures(2020).share) == (0, 0)


@pytest.mark.parametrize(("on", "late"), [(DUE, 0), (date(2020, 12, 1), 1)])
def test_late_from_the_day_after_it_was_due(on, late):
    service(planned(), due_on=DUE)
    assert numbers(on)[2] == late


def test_integrated_too_late_it_was_late_until_then():
    service(planned(), due_on=DUE, integrated_on=SECOND)
    assert [numbers(day)[2] for day in (date(2020, 12, 19), SECOND)] == [1, 0]


def test_what_is_put_aside_is_planned_but_not_late():
    service(planned(), due_on=DUE, status="paused")
    assert numbers() == (0, 1, 0)


def test_what_was_taken_out_counts_nowhere():
    service(planned(), due_on=DUE, status="dropped")
    assert numbers() == (0, 0, 0)


def test_each_agency_has_its_part():
    plan = planned()
    first, second = AgencyFactory(name="Sở A", sort_key="a"), AgencyFactory(name="Sở B", sort_key="b")
    service(plan, agency=second, integrated_on=FIRST), service(plan, agency=first), service(plan, agency=second)
    found = [(group.name, group.integrated, group.planned) for group in plans.figures(2020).by_agency]
    assert found == [("Sở A", 0, 1), ("Sở B", 1, 2)]


def test_a_service_of_two_levels_counts_in_both():
    plan = planned()
    service(plan, levels=[1, 3], integrated_on=FIRST), service(plan, levels=[2])
    found = [(group.key, group.integrated, group.planned) for group in plans.figures(2020).by_level]
    assert found == [("1", 1, 1), ("2", 0, 1), ("3", 1, 1)]


def test_more_services_cost_no_more_queries(django_assert_num_queries):
    plan = planned()
    for _ in range(15):
        service(plan, integrated_on=FIRST)
    with django_assert_num_queries(7):
        plans.figures(2020)


@pytest.mark.parametrize(
    ("years", "shown"), [([2019, 2020, 2022], 2020), ([2022, 2023], 2022), ([2018], 2018), ([], None)]
)
def test_this_years_plan_is_shown_first(years, shown):
    assert plans.shown(years, date(2021, 3, 1)) == shown
