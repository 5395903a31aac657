"""Services move through the steps of TT 01/2018 Đ.21, each move a line of history."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from procedures import plan as plans
from procedures.models import PlanEntry
from tests.factories import AgencyFactory, FieldFactory, ProcedureFactory
from tests.procedures.plans.services import planned, service

pytestmark = pytest.mark.django_db
Step, DAY = PlanEntry.Step, date(2020, 11, 20)


@pytest.fixture
def today(time_machine):
    time_machine.move_to("2020-11-25T03:00:00Z", tick=False)


@pytest.fixture
def entry(today):
    return service(planned())


def history(entry):
    return list(entry.history.values_list("step", "note"))


def reread(entry):
    return PlanEntry.objects.get(pk=entry.pk)


def test_a_move_writes_who_when_and_why(entry, catalogue_admin):
    plans.move(entry, Step.TEST, by=catalogue_admin, note="Chạy thử ở hai huyện")
    line = entry.history.get()
    assert (line.step, line.by, line.note) == (Step.TEST, catalogue_admin, "Chạy thử ở hai huyện")
    assert reread(entry).step == Step.TEST


def test_publishing_integrates_on_the_day_given(entry):
    plans.move(entry, Step.PUBLISH, by=None, on=DAY)
    assert reread(entry).integrated_on == DAY


def test_without_a_day_it_is_integrated_today(entry):
    plans.move(entry, Step.PUBLISH, by=None)
    assert reread(entry).integrated_on == date(2020, 11, 25)


def test_later_steps_keep_the_day(entry):
    plans.move(entry, Step.PUBLISH, by=None, on=DAY)
    plans.move(entry, Step.IMPROVE, by=None)
    assert reread(entry).integrated_on == DAY


def test_going_back_before_publishing_takes_the_day_away(entry):
    plans.move(entry, Step.PUBLISH, by=None, on=DAY)
    plans.move(entry, Step.TEST, by=None)
    assert reread(entry).integrated_on is None
    assert [step for step, _note in history(entry)] == [Step.TEST, Step.PUBLISH]


def test_to_where_it_is_already_changes_nothing(entry):
    plans.move(entry, Step.CHOOSE, by=None)
    assert history(entry) == []


def test_the_day_alone_may_be_corrected(entry):
    plans.move(entry, Step.PUBLISH, by=None)
    plans.move(entry, Step.PUBLISH, by=None, on=DAY, note="Ghi lại ngày")
    assert reread(entry).integrated_on == DAY and len(history(entry)) == 2


def test_no_day_lies_in_the_future(entry):
    with pytest.raises(plans.InTheFuture):
        plans.move(entry, Step.PUBLISH, by=None, on=date(2020, 11, 26))


@pytest.mark.parametrize("status", ["paused", "dropped"])
def test_what_is_put_aside_does_not_move(entry, status):
    PlanEntry.objects.update(status=status)
    with pytest.raises(plans.NotUnderWay):
        plans.move(entry, Step.TEST, by=None)


def test_the_database_knows_no_day_before_publishing(entry):
    with pytest.raises(IntegrityError, match="planentry_integrated_when_published"), transaction.atomic():
        PlanEntry.objects.update(integrated_on=DAY)


def test_nor_a_target_beyond_the_services_there_are():
    with pytest.raises(IntegrityError, match="plan_target_within_total"), transaction.atomic():
        planned(target=11, out_of=10)


def test_nor_a_service_twice_in_a_plan(entry):
    with pytest.raises(IntegrityError, match="planentry_once"), transaction.atomic():
        PlanEntry.objects.create(plan=entry.plan, procedure=entry.procedure)


def test_chosen_the_department_of_its_field_is_in_charge(today, catalogue_admin):
    department = AgencyFactory(key="so-tu-phap", kind="department")
    procedure = ProcedureFactory(current__field=FieldFactory(code="L", name="Luật sư", department=department))
    entry = plans.choose(PlanEntry(plan=planned(), procedure=procedure), by=catalogue_admin)
    assert (entry.agency, entry.history.get().step) == (department, Step.CHOOSE)
