"""Taking a step, being charged with it, passing it on, back, and taking it back."""

import pytest

from dossiers import workflow
from dossiers.act import NotYours
from dossiers.models import Task
from dossiers.process import queues, refusals, steps
from portal.agencies.models import Post, Role
from tests.dossiers.process.ways import do, forwarded, here, outcomes, rule, submit
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db
APPRAISED = ((1, 1, "Thẩm định", Role.OFFICER, 8), (2, 1, "Soạn", Role.OFFICER, 8), (3, 1, "Ký", Role.LEADER, 8))


@pytest.fixture
def free(dossier, clerk):
    """At an officer's step that nobody has."""
    rule(dossier.edition, APPRAISED)
    return forwarded(dossier, clerk)


def test_an_officer_takes_a_free_step(free, officer):
    do(steps.CLAIM, free, officer)
    assert here(free) == [(1, 1, officer)]


def test_the_next_one_is_told_who_was_faster(free, officer, second_officer):
    do(steps.CLAIM, free, officer)
    with pytest.raises(refusals.AlreadyTaken, match=str(officer)):
        do(steps.CLAIM, free, second_officer)


def test_a_leaders_step_is_not_taken_by_an_officer(forwarded, officer):
    with pytest.raises(refusals.NoStepForYou):
        do(steps.CLAIM, forwarded, officer)


def test_the_leader_charges_an_officer_and_their_own_step_ends(forwarded, leader, officer):
    do(steps.ASSIGN, forwarded, leader, official=officer, remark="Làm trước thứ Sáu")
    assert here(forwarded) == [(3, 1, officer)]
    assert outcomes(forwarded)[-2:] == [(2, Task.Outcome.ASSIGNED), (3, "")]


def test_charging_another_takes_effect_at_once(assigned, leader, officer, second_officer):
    do(steps.ASSIGN, assigned, leader, official=second_officer)
    with pytest.raises(refusals.NotYourStep):
        submit(assigned, officer)
    submit(assigned, second_officer)


def test_only_an_officer_of_that_agency_can_be_charged(forwarded, leader, outsider, clerk):
    for somebody in (outsider, clerk, leader):
        with pytest.raises(refusals.NotOfThatPost):
            do(steps.ASSIGN, forwarded, leader, official=somebody)


def test_whose_dossier_it_is_cannot_be_charged_with_it(forwarded, leader, citizen, commune):
    PostFactory(agency=commune, user=citizen, role=Role.OFFICER)
    with pytest.raises(refusals.TheirOwnDossier):
        do(steps.ASSIGN, forwarded, leader, official=citizen)


def test_nobody_takes_their_own_dossier(free, citizen, commune):
    PostFactory(agency=commune, user=citizen, role=Role.OFFICER)
    with pytest.raises(NotYours):
        do(steps.CLAIM, free, citizen)


def test_a_post_that_ended_frees_the_step(free, officer, second_officer):
    do(steps.CLAIM, free, officer)
    Post.objects.filter(user=officer).update(since="2020-01-01", until="2020-06-30")
    assert free in queues.unassigned(second_officer)
    with pytest.raises(NotYours):
        do(steps.NEXT_STEP, free, officer)
    do(steps.CLAIM, free, second_officer)
    assert here(free) == [(1, 1, second_officer)]


def test_passing_on_begins_the_next_step_with_nobody(free, officer):
    do(steps.CLAIM, free, officer)
    do(steps.NEXT_STEP, free, officer, remark="Đã đối chiếu")
    assert here(free) == [(2, 1, None)]
    assert free.tasks.get(number=1).remark == "Đã đối chiếu"


def test_a_step_is_not_passed_on_before_it_is_taken(free, officer):
    with pytest.raises(refusals.NotYourStep):
        do(steps.NEXT_STEP, free, officer)


def test_before_a_leaders_step_one_submits_instead(assigned, officer):
    with pytest.raises(refusals.ApprovalNeeded):
        do(steps.NEXT_STEP, assigned, officer)


def test_the_last_step_ends_with_the_result(submitted, leader, officer):
    do(steps.APPROVE, submitted, leader)
    with pytest.raises(refusals.LastStep):
        do(steps.NEXT_STEP, submitted, officer)


def test_returning_gives_the_step_back_to_who_had_it(free, officer, second_officer):
    do(steps.CLAIM, free, officer)
    do(steps.NEXT_STEP, free, officer)
    do(steps.CLAIM, free, second_officer)
    do(steps.RETURN_STEP, free, second_officer, remark="Thiếu số liệu")
    assert here(free) == [(1, 1, officer)]
    assert outcomes(free)[-2:] == [(2, Task.Outcome.RETURNED), (1, "")]


def test_returning_wants_a_reason(free, officer):
    do(steps.CLAIM, free, officer)
    do(steps.NEXT_STEP, free, officer)
    do(steps.CLAIM, free, officer)
    with pytest.raises(refusals.ReasonMissing):
        do(steps.RETURN_STEP, free, officer)


def test_nothing_is_returned_from_the_first_step(forwarded, leader):
    with pytest.raises(refusals.FirstStep):
        do(steps.RETURN_STEP, forwarded, leader, remark="?")


def test_what_was_passed_on_is_taken_back(free, officer):
    do(steps.CLAIM, free, officer)
    do(steps.NEXT_STEP, free, officer)
    do(steps.TAKE_BACK, free, officer)
    assert here(free) == [(1, 1, officer)]
    assert outcomes(free)[-2:] == [(2, Task.Outcome.TAKEN_BACK), (1, "")]


def test_once_the_next_step_is_taken_it_stays(free, officer, second_officer):
    do(steps.CLAIM, free, officer)
    do(steps.NEXT_STEP, free, officer)
    do(steps.CLAIM, free, second_officer)
    with pytest.raises(refusals.NothingToTakeBack):
        do(steps.TAKE_BACK, free, officer)


def test_nobody_else_takes_it_back(free, officer, second_officer):
    do(steps.CLAIM, free, officer)
    do(steps.NEXT_STEP, free, officer)
    with pytest.raises(refusals.NothingToTakeBack):
        do(steps.TAKE_BACK, free, second_officer)


def test_a_submission_taken_back_waits_for_no_leader(submitted, officer, leader):
    do(steps.TAKE_BACK, submitted, officer)
    assert submitted.approvals.get().decision == "withdrawn"
    assert steps.APPROVE not in workflow.available(submitted, leader)
