"""The demonstration's plan: the province's own figures, with services and days assumed."""

import json
from datetime import date

import pytest

from procedures import plan as plans
from procedures import plan_seed
from procedures.models import Plan, PlanEntry
from tests.factories import ProcedureFactory

ENTRIES = json.loads(plan_seed.FILE.read_text(encoding="utf-8"))["entries"]


@pytest.fixture
def catalogue(db):
    for entry in ENTRIES:
        ProcedureFactory(code=entry["code"])


def test_the_figures_are_those_the_province_reported(catalogue):
    plan_seed.seed()
    assert [plans.figures(2020, day).integrated for day in (date(2020, 11, 25), date(2020, 12, 30))] == [46, 58]
    plan = Plan.objects.get()
    assert (plan.target, plan.out_of, plan.decision, plan.decided_on) == (55, 179, "825/QĐ-UBND", date(2020, 4, 29))


def test_all_of_it_is_marked_as_assumed(catalogue):
    plan_seed.seed()
    assert PlanEntry.objects.filter(is_demo=True).count() == len(ENTRIES) == 64
    assert plans.figures(2020).is_demo


def test_a_second_time_nothing_changes_and_peoples_work_stays(catalogue):
    plan_seed.seed()
    PlanEntry.objects.filter(integrated_on=None, status="active").first().delete()
    Plan.objects.update(target=60)
    plan_seed.seed()
    assert (PlanEntry.objects.count(), Plan.objects.get().target) == (63, 60)


@pytest.mark.django_db
def test_it_is_filled_as_far_as_the_catalogue_goes():
    ProcedureFactory(code=ENTRIES[0]["code"])
    assert plan_seed.seed() == "1 of 55 services integrated"


def test_every_code_is_in_the_demonstrations_catalogue():
    records = json.loads((plan_seed.FILE.parent / "procedures.json").read_text(encoding="utf-8"))
    assert {entry["code"] for entry in ENTRIES} <= {record["MATTHC"] for record in records}


def test_nothing_is_integrated_on_a_day_off():
    days = [date.fromisoformat(entry["integrated_on"]) for entry in ENTRIES if "integrated_on" in entry]
    assert {day.weekday() for day in days} == {1}
    assert date(2020, 4, 29) < min(days) and max(days) < date(2020, 12, 30)
