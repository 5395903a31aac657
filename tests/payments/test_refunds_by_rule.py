"""What the rule proposes to pay back, from what is there: refusals, withdrawals, what is too much."""

import pytest

from dossiers import withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Status
from dossiers.terms.steps import REFUSE_APPRAISED
from payments import asking, balances, refunding, returning
from payments.assessment import NOT_GRANTED, Due
from payments.models import Refund
from payments.settlement import settle
from payments.shown import of_dossier
from tests.dossiers.terms import do, refusal
from tests.payments import money

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(attempt):
    settle(money.paid(attempt))
    return attempt.request.dossier


def withdrawn(dossier, citizen, clerk):
    workflow.perform(withdrawing.ASK_WITHDRAWAL, dossier, Act(citizen, values={"note": "Không cần nữa"}))
    workflow.perform(withdrawing.CONFIRM_WITHDRAWAL, dossier, Act(clerk))


def proposed() -> list[tuple[str, int]]:
    return list(Refund.objects.values_list("reason", "amount"))


def test_of_a_dossier_that_goes_on_nothing(paid):
    assert returning.sweep() == 0


def test_withdrawn_before_anybody_worked_on_it(paid, citizen, clerk):
    withdrawn(paid, citizen, clerk)
    assert returning.sweep() == 1
    assert proposed() == [("withdrawn", money.FEE)]


def test_proposed_once_however_often_it_is_looked_for(paid, citizen, clerk):
    withdrawn(paid, citizen, clerk)
    assert [returning.sweep() for _ in range(3)] == [1, 0, 0]


def test_withdrawn_while_it_was_worked_on_a_person_decides(paid, citizen, clerk):
    workflow.perform(workflow.FORWARD, paid, Act(clerk))
    withdrawn(paid, citizen, clerk)
    assert returning.sweep() == 0


def test_by_hand_with_a_ground(paid, citizen, clerk, cashier):
    workflow.perform(workflow.FORWARD, paid, Act(clerk))
    withdrawn(paid, citizen, clerk)
    refunding.propose_surplus(paid.account.requests.get(), Act(cashier, values={"ground": "Chưa thẩm định"}))
    assert [(one.reason, one.ground, one.proposed_by) for one in Refund.objects.all()] == [
        ("withdrawn", "Chưa thẩm định", cashier)
    ]


def test_refused_after_a_supplement_never_came(paid, clerk):
    paid.status = Status.REFUSED  # the way there is tested with the workflow
    paid.save(update_fields=["status"])
    assert returning.sweep() == 1
    assert proposed() == [("refused", money.FEE)]


def refused(dossier, clerk, leader):
    workflow.perform(workflow.FORWARD, dossier, Act(clerk))
    do(REFUSE_APPRAISED, dossier, leader, **refusal())


def test_refused_after_appraisal_the_charge_comes_back(paid, clerk, leader):
    refused(paid, clerk, leader)
    assert [returning.sweep() for _ in range(2)] == [1, 0]
    assert proposed() == [("refused", money.FEE)]
    assert [(one.missing, one.lines[0].exemption) for one in of_dossier(paid)] == [(0, NOT_GRANTED)]


def test_refused_after_appraisal_the_fee_for_the_work_stays(dossier, clerk, leader):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    money.charge(dossier.edition, kind="1")
    (request,) = asking.standing_requests(dossier)
    settle(money.paid(money.attempt(request)))
    refused(dossier, clerk, leader)
    assert (returning.sweep(), proposed()) == (0, [])


def test_what_a_person_assessed_is_left_to_persons(paid, clerk, leader):
    asking.correct(paid.account.requests.get(), [Due("Lệ phí", money.FEE, "2")], Act(clerk, values={"note": "Đúng"}))
    refused(paid, clerk, leader)
    assert returning.sweep() == 0


def test_nothing_is_asked_for_when_it_is_over(paid, citizen, clerk, chief, cashier):
    withdrawn(paid, citizen, clerk)
    returning.sweep()
    refund = Refund.objects.get()
    refunding.approve(refund, Act(chief))
    refunding.send(refund, Refund.Way.CASH, Act(cashier))
    refunding.complete(refund, "PC-1", Act(cashier))
    assert [one.missing for one in of_dossier(paid)] == [0]
    assert (returning.sweep(), list(balances.faults())) == (0, [])


def test_what_a_person_declined_is_not_proposed_again(paid, citizen, clerk, chief):
    withdrawn(paid, citizen, clerk)
    returning.sweep()
    refunding.decline(Refund.objects.get(), Act(chief, values={"note": "Lệ phí đã thu đúng"}))
    assert returning.sweep() == 0


def test_who_corrects_downwards_has_proposed_and_may_not_approve(paid, clerk, leader):
    workflow.perform(workflow.FORWARD, paid, Act(clerk))
    request = paid.account.requests.get()
    asking.correct(request, [Due("Lệ phí", 3_000)], Act(leader, values={"note": "Thuộc diện giảm"}))
    assert proposed() == [("too_much", 5_000)]
    with pytest.raises(refunding.OwnProposal):
        refunding.approve(Refund.objects.get(), Act(leader))


def test_what_the_rules_lowered_later_is_found_by_the_sweep(paid, officer):
    request = paid.account.requests.get()
    asking.assessment.keep(request, asking.assessment.by_an_official([Due("Lệ phí", 1)]), paid.received_at, reason="Rẻ")
    assert returning.sweep() == 1
    assert proposed() == [("too_much", money.FEE - 1)]
