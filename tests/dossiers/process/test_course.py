"""The steps begin, rest, go on and end with the national status."""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone

from dossiers import withdrawing, workflow
from dossiers.models import Task
from dossiers.process import steps
from portal.calendar.week import VIETNAM
from tests.dossiers.process.ways import USUAL, do, forwarded, here, outcomes, result, rule, submit
from tests.dossiers.supplements import ask, put_in, send
from tests.law import law_rewritten

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def on(text: str):
    """The clock of the province stands at ``text``."""
    return time_machine.travel(at(text), tick=False)


@pytest.fixture
def back_then(draft, citizen):
    """Handed in on a Tuesday of 2020, of a procedure with the usual steps."""
    rule(draft.edition)
    with on("2020-12-01T07:40"):
        do(workflow.SUBMIT, draft, citizen)
    return draft


def test_reception_is_the_first_step_and_the_clerks(ruled, clerk):
    do(workflow.RECEIVE, ruled, clerk)
    assert here(ruled) == [(1, 1, clerk)]


def test_forwarding_begins_the_first_step_at_the_agency(ruled, clerk, commune):
    forwarded(ruled, clerk)
    task = ruled.tasks.open().get()
    assert (task.number, task.role, task.agency, task.assignee) == (2, "leader", commune, None)
    assert outcomes(ruled)[0] == (1, Task.Outcome.FORWARDED)


def test_an_edition_without_steps_gets_the_usual_ones_marked_assumed(dossier, clerk):
    task = forwarded(dossier, clerk).tasks.open().get()
    assert (task.name, task.is_assumed, task.hours) == ("Phân công xử lý", True, 3)


def test_without_a_limit_in_working_time_an_assumed_step_has_no_term(dossier, clerk):
    with law_rewritten():
        dossier.edition.time_limits.update(unit="calendar_days", value=20)
    task = forwarded(dossier, clerk).tasks.open().get()
    assert (task.hours, task.due_at) == (None, None)


def test_a_term_jumps_over_the_week_end(back_then, clerk):
    with on("2020-12-04T16:30"):  # Friday, half an hour before closing
        forwarded(back_then, clerk)
    task = back_then.tasks.open().get()
    assert timezone.localtime(task.due_at).replace(second=0, microsecond=0) == at("2020-12-07T09:00")


def test_hours_used_are_office_hours(back_then, clerk, leader, officer):
    with on("2020-12-04T16:00"):
        forwarded(back_then, clerk)
    with on("2020-12-07T08:30"):
        do(steps.ASSIGN, back_then, leader, official=officer)
    ended = back_then.tasks.get(number=2)
    assert ended.minutes in (119, 120)  # an hour on Friday, one on Monday, less the seconds between events
    assert not ended.is_late(timezone.now())


def test_a_step_ended_after_its_term_is_late(back_then, clerk, leader, officer):
    with on("2020-12-01T08:00"):
        forwarded(back_then, clerk)
    with on("2020-12-01T14:00"):
        do(steps.ASSIGN, back_then, leader, official=officer)
    assert back_then.tasks.get(number=2).is_late(timezone.now())


def test_while_the_citizen_is_waited_for_the_step_is_held(assigned, officer):
    ask(assigned, officer, "summary")
    task = assigned.tasks.open().get()
    assert (task.number, task.running_since, task.assignee) == (3, None, officer)


def test_after_a_supplement_the_step_has_its_whole_time_again(assigned, officer, citizen):
    before = assigned.tasks.open().get().due_at
    ask(assigned, officer, "summary")
    put_in(assigned, citizen, summary="Xin xác nhận nhà ở thôn Núi")
    with time_machine.travel(before, tick=False):
        send(assigned, citizen)
    task = assigned.tasks.open().get()
    assert task.running_since is not None
    assert task.due_at > before


def test_a_supplement_takes_an_approval_back(submitted, officer, leader, clerk):
    do(steps.APPROVE, submitted, leader)
    ask(submitted, officer, "summary")
    assert submitted.approvals.get().decision == "withdrawn"
    assert here(submitted) == [(3, 1, officer)]


def test_withdrawing_ends_every_step(assigned, citizen, clerk):
    do(withdrawing.ASK_WITHDRAWAL, assigned, citizen)
    do(withdrawing.CONFIRM_WITHDRAWAL, assigned, clerk)
    assert here(assigned) == []
    assert outcomes(assigned)[-1] == (3, Task.Outcome.DROPPED)


def test_the_step_of_returning_runs_from_the_result_to_the_hand_over(dossier, clerk, leader, officer):
    rule(dossier.edition, (*USUAL, (6, 1, "Trả kết quả", "clerk", 2)))
    do(steps.ASSIGN, forwarded(dossier, clerk), leader, official=officer)
    do(steps.APPROVE, submit(dossier, officer), leader)
    do(workflow.FINISH, dossier, officer, **result())
    assert [number for number, *_ in here(dossier)] == [6]
    do(workflow.HAND_OVER, dossier, clerk)
    assert here(dossier) == []


def test_a_dossier_that_was_under_way_before_steps_were_kept_is_finished_as_before(dossier, clerk, officer):
    forwarded(dossier, clerk)
    dossier.tasks.all().delete()
    rule(dossier.edition)
    do(workflow.FINISH, dossier, officer, **result())
    assert dossier.status == 9
