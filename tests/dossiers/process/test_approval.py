"""Whoever proposes does not decide, and nothing is issued before a leader has approved it."""

import pytest

from dossiers import workflow
from dossiers.act import Act, NotYours
from dossiers.models import Approval, Task
from dossiers.process import approving, refusals, steps
from portal.agencies.models import Role
from tests.dossiers.process.ways import do, forwarded, here, outcomes, result, rule, submit
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db
TWO_LEADERS = (
    (1, 1, "Thẩm định", Role.OFFICER, 12), (2, 1, "Duyệt", Role.LEADER, 4), (3, 1, "Ký", Role.LEADER, 4),
    (4, 1, "Phát hành", Role.OFFICER, 4),
)  # fmt: skip


def test_an_approved_result_is_issued(submitted, leader, officer):
    do(steps.APPROVE, submitted, leader, remark="Đồng ý")
    assert here(submitted) == [(5, 1, officer)]
    do(workflow.FINISH, submitted, officer, **result())
    assert submitted.status == 9


def test_without_approval_nothing_is_issued(submitted, officer):
    with pytest.raises(refusals.NotApproved):
        do(workflow.FINISH, submitted, officer, **result())


def test_without_a_proposal_not_even_a_leader_issues(assigned, leader):
    with pytest.raises(refusals.NotApproved):
        do(workflow.FINISH, assigned, leader, **result())


def test_a_leader_approves_and_issues_in_one_act(submitted, leader):
    do(workflow.FINISH, submitted, leader, **result())
    approval = submitted.approvals.get()
    assert (approval.decision, approval.decided_by) == (Approval.Decision.APPROVED, leader)
    assert outcomes(submitted)[-1] == (4, Task.Outcome.DONE)


@pytest.fixture
def both(commune):
    """Somebody who is officer and leader of the same agency."""
    user = PostFactory(agency=commune, role=Role.OFFICER).user
    PostFactory(agency=commune, role=Role.LEADER, user=user)
    return user


def test_whoever_proposed_decides_nothing(ruled, clerk, leader, both):
    do(steps.ASSIGN, forwarded(ruled, clerk), leader, official=both)
    submit(ruled, both)
    for action in (steps.APPROVE, steps.SEND_BACK):
        with pytest.raises(refusals.OwnProposal):
            do(action, ruled, both, remark="tự duyệt")
    with pytest.raises(refusals.OwnProposal):
        do(workflow.FINISH, ruled, both, **result())


def test_sent_back_it_is_the_officers_again(submitted, leader, officer):
    do(steps.SEND_BACK, submitted, leader, remark="Xác minh thêm")
    assert here(submitted) == [(3, 1, officer)]
    assert submitted.approvals.get().remark == "Xác minh thêm"
    submit(submitted, officer)
    assert submitted.approvals.count() == 2


def test_sending_back_wants_a_reason(submitted, leader):
    with pytest.raises(refusals.ReasonMissing):
        do(steps.SEND_BACK, submitted, leader)


def test_of_two_leaders_in_a_row_the_last_ones_word_counts(dossier, clerk, officer, leader, second_leader):
    rule(dossier.edition, TWO_LEADERS)
    do(steps.CLAIM, forwarded(dossier, clerk), officer)
    submit(dossier, officer)
    do(steps.APPROVE, dossier, leader)
    assert dossier.approvals.get().decision == Approval.Decision.PENDING
    do(steps.APPROVE, dossier, second_leader)
    assert dossier.approvals.get().decision == Approval.Decision.APPROVED


def test_the_first_of_two_leaders_does_not_issue(dossier, clerk, officer, leader):
    rule(dossier.edition, TWO_LEADERS)
    do(steps.CLAIM, forwarded(dossier, clerk), officer)
    submit(dossier, officer)
    with pytest.raises(refusals.NotApproved):
        do(workflow.FINISH, dossier, leader, **result())


def test_an_approval_returned_holds_no_longer(submitted, leader, officer):
    do(steps.APPROVE, submitted, leader)
    do(steps.RETURN_STEP, submitted, officer, remark="Sai số")
    with pytest.raises(refusals.NotApproved):
        do(workflow.FINISH, submitted, officer, **result())


def test_where_the_leaders_step_is_the_last_somebody_still_issues(dossier, clerk, officer, leader):
    rule(dossier.edition, TWO_LEADERS[:2])
    do(steps.CLAIM, forwarded(dossier, clerk), officer)
    do(steps.APPROVE, submit(dossier, officer), leader)
    assert here(dossier) == [(3, 1, officer)]


def test_a_proposed_refusal_lets_no_result_be_issued(assigned, officer, leader):
    do(steps.APPROVE, submit(assigned, officer, "refuse"), leader)
    with pytest.raises(refusals.RefusalProposed):
        do(workflow.FINISH, assigned, officer, **result())
    approving.may_refuse(assigned, Act(officer))


def test_a_refusal_nobody_approved_is_not_carried_out(assigned, officer):
    submit(assigned, officer, "refuse")
    with pytest.raises(refusals.NotApproved):
        approving.may_refuse(assigned, Act(officer))


def test_of_an_approved_result_no_refusal_is_made(submitted, officer, leader):
    do(steps.APPROVE, submitted, leader)
    with pytest.raises(refusals.NotApproved):
        approving.may_refuse(submitted, Act(officer))


def test_nobody_issues_their_own_dossier(dossier, clerk, citizen, commune):
    PostFactory(agency=commune, user=citizen, role=Role.OFFICER)
    with pytest.raises(NotYours):
        do(workflow.FINISH, forwarded(dossier, clerk), citizen, **result())


def test_assumed_steps_rule_no_approval(dossier, clerk, officer):
    do(workflow.FINISH, forwarded(dossier, clerk), officer, **result())
    assert dossier.status == 9


def test_but_what_was_submitted_there_waits_for_the_leader(dossier, clerk, leader, officer):
    do(steps.ASSIGN, forwarded(dossier, clerk), leader, official=officer)
    submit(dossier, officer)
    with pytest.raises(refusals.NotApproved):
        do(workflow.FINISH, dossier, officer, **result())
