"""Rows change places; whatever names a case or a paper by its number goes on meaning the same."""

import pytest

from procedures.models import Case, Component, Edition, Example, ProcessStep, TimeLimit
from tests.procedures.builder import desk as forms
from tests.procedures.desk.pages import at, opened, press

pytestmark = pytest.mark.django_db


def move(desk, draft, tab, row, way):
    kind = {Case: "case", Component: "paper", ProcessStep: "step", TimeLimit: "time"}[type(row)]
    return press(desk, at(draft, tab), kind=kind, row=row.pk, action=way)


@pytest.fixture
def papers(draft):
    return [Component.objects.create(edition=draft, number=n, name=name) for n, name in enumerate("ABC", 1)]


def names(draft):
    return list(draft.components.values_list("name", flat=True))


def test_a_paper_goes_up_and_down(desk, draft, papers):
    move(desk, draft, "papers", papers[2], "up")
    assert names(draft) == ["A", "C", "B"]
    move(desk, draft, "papers", papers[0], "down")
    assert names(draft) == ["C", "A", "B"]


@pytest.mark.parametrize(("place", "way"), [(0, "up"), (2, "down")])
def test_at_either_end_it_stays(desk, draft, papers, place, way):
    assert move(desk, draft, "papers", papers[place], way).status_code == 302
    assert names(draft) == ["A", "B", "C"]


def test_rows_of_one_number_are_numbered_anew(desk, draft, papers):
    draft.components.update(number=1)
    move(desk, draft, "papers", papers[0], "down")
    assert list(draft.components.values_list("name", "number")) == [("B", 1), ("A", 2), ("C", 3)]


def test_examples_go_on_asking_for_the_same_papers(desk, draft, papers):
    example = Example.objects.create(edition=draft, name="Ví dụ", papers=[1, 3])
    move(desk, draft, "papers", papers[0], "down")
    example.refresh_from_db()
    assert example.papers == [2, 3]


@pytest.fixture
def second_case(draft):
    return Case.objects.create(edition=draft, number=2, name="Cấp lại")


def test_examples_go_on_meaning_the_same_case(desk, draft, second_case):
    example = Example.objects.create(edition=draft, name="Ví dụ", case=2)
    move(desk, draft, "papers", second_case, "up")
    example.refresh_from_db()
    assert (example.case, Case.objects.get(pk=second_case.pk).number) == (1, 1)


def test_conditions_go_on_meaning_the_same_cases(desk, draft, second_case, papers):
    asked = {"all": [{"question": "case", "in": ["2", "7"]}, {"not": {"question": "case", "is": "1"}}]}
    Component.objects.filter(pk=papers[0].pk).update(condition=asked)
    move(desk, draft, "papers", second_case, "up")
    changed = {"all": [{"question": "case", "in": ["1", "7"]}, {"not": {"question": "case", "is": "2"}}]}
    assert Component.objects.get(pk=papers[0].pk).condition == changed


def test_the_form_goes_on_meaning_the_same_cases(desk, draft, second_case):
    shown = forms.question(show={"question": "case", "is": "2"}, hint={"vi": "2", "en": "2"})
    Edition.objects.filter(pk=draft.pk).update(form=forms.form(forms.section(shown)))
    move(desk, draft, "papers", second_case, "up")
    question = Edition.objects.get(pk=draft.pk).form["steps"][0]["questions"][0]
    assert (question["show"]["is"], question["hint"]["vi"]) == ("1", "2")


def step(draft, name, number, branch=1):
    return ProcessStep.objects.create(
        edition=draft, name=name, number=number, branch=branch, role="officer", hours=1
    )  # fmt: skip


def test_steps_side_by_side_move_together(desk, draft):
    step(draft, "A", 1)
    both = [step(draft, "B", 2), step(draft, "C", 2, branch=2)]
    move(desk, draft, "agencies", both[1], "up")
    assert set(draft.process_steps.values_list("name", "number")) == {("A", 2), ("B", 1), ("C", 1)}


def test_steps_of_another_case_stay_where_they_are(desk, draft, second_case):
    first, other = step(draft, "A", 1), step(draft, "B", 2)
    ProcessStep.objects.create(edition=draft, case=second_case, name="C", number=1, role="officer", hours=1)
    move(desk, draft, "agencies", other, "up")
    assert ProcessStep.objects.get(pk=first.pk).number == 2
    assert draft.process_steps.get(name="C").number == 1


def test_a_number_that_is_none_of_a_row_does_nothing(desk, draft, papers):
    assert press(desk, at(draft, "papers"), kind="paper", row="x", action="up").status_code == 302
    typed = opened(desk, at(draft, "papers"), "paper") | {"kind": "nothing", "row": "1", "action": "up"}
    assert desk.post(at(draft, "papers"), typed).status_code == 302
    assert names(draft) == ["A", "B", "C"]
