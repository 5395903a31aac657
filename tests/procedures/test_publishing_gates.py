"""What must hold before an edition becomes law: its online level, and the hours of its internal steps."""

from decimal import Decimal

import pytest

from procedures import levels, processes
from procedures.models import Component, Fee, ProcessStep
from tests.factories import EditionFactory, ProcedureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(commune):
    """Three working days online, level 1."""
    return EditionFactory(procedure=ProcedureFactory(), number=2, online_level=1, published=False)


def level(draft, number, **values):
    draft.online_level = number
    for name, value in values.items():
        setattr(draft, name, value)
    return list(levels.faults(draft))


def test_level_one_demands_nothing(draft):
    assert level(draft, 1) == []


def test_level_two_demands_a_form(draft):
    assert len(level(draft, 2)) == 1
    Component.objects.create(edition=draft, number=1, name="Tờ khai", form_name="Mẫu 01")
    assert level(draft, 2) == []


def test_level_three_demands_an_online_form_and_somebody_who_decides(draft):
    assert level(draft, 3, form={"steps": []}) == []
    assert len(level(draft, 3, levels=[0])) == 1


def test_level_four_demands_online_payment_where_there_is_a_fee(draft):
    Fee.objects.create(edition=draft, channel="2", number=1, amount=8000)
    assert len(level(draft, 4, form={"steps": []})) == 1
    assert level(draft, 4, pays_online=True) == []


def test_level_four_without_a_fee_needs_no_payment(draft):
    assert level(draft, 4, form={"steps": []}) == []


def step(draft, number, hours, branch=1, **values):
    return ProcessStep.objects.create(
        edition=draft, number=number, branch=branch, name="Bước", role="officer", hours=hours, **values
    )


def test_an_edition_without_steps_passes(draft):
    assert list(processes.faults(draft)) == []


def test_steps_that_add_up_pass(draft):
    step(draft, 1, 4), step(draft, 2, 16), step(draft, 3, 4)
    assert list(processes.faults(draft)) == []


@pytest.mark.parametrize("hours", [Decimal("23.75"), Decimal("24.25")])
def test_steps_that_do_not_add_up_are_told(draft, hours):
    step(draft, 1, hours)
    assert "24" in next(processes.faults(draft))


def test_of_branches_side_by_side_the_longest_counts(draft):
    step(draft, 1, 8), step(draft, 2, 16), step(draft, 2, 12, branch=2)
    assert list(processes.faults(draft)) == []


def test_a_case_with_steps_of_its_own_ignores_the_general_ones(draft):
    step(draft, 1, 24, case=draft.cases.get()), step(draft, 1, 99)
    assert list(processes.faults(draft)) == []
