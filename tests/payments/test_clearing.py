"""A person clears up money that fits nothing, by a lawful step that is done with the item."""

import pytest

from dossiers import workflow
from dossiers.act import Act, NotYours
from payments import balances, clearing
from payments.asking import standing_requests
from payments.clearing import Choice
from payments.models import Attempt, Receipt, Refund, WorkItem
from payments.settlement import settle
from tests.factories import DraftFactory
from tests.payments import money

pytestmark = pytest.mark.django_db
Step = WorkItem.Step
WHY = {"note": "Đã gọi điện cho người nộp"}


@pytest.fixture
def partial(attempt) -> WorkItem:
    """3.000 of 8.000 came."""
    settle(money.paid(attempt, amount=3_000))
    return WorkItem.objects.get()


@pytest.fixture
def nobodys(db) -> WorkItem:
    """20.000 for an order that nobody knows."""
    settle(money.paid(Attempt(provider="payplat", reference="BG-KHONG-CO", amount=20_000)))
    return WorkItem.objects.get()


def state(item) -> tuple:
    item.refresh_from_db()
    return item.done, item.closed_by is not None, list(balances.faults())


def test_paid_twice_goes_back(double, cashier):
    clearing.close(double, Choice(Step.REFUND), Act(cashier))
    assert state(double) == ("refund", True, [])
    refund = Refund.objects.get()
    assert (refund.reason, refund.amount, refund.proposed_by) == ("double", money.FEE, cashier)


def test_too_little_is_booked_and_the_rest_is_asked_for(partial, cashier, owed):
    clearing.close(partial, Choice(Step.CHECK_AMOUNT), Act(cashier))
    assert state(partial) == ("check_amount", True, [])
    assert (balances.of_request(owed).missing, Receipt.objects.get().amount) == (5_000, 3_000)


def test_too_much_is_booked_and_what_is_over_goes_back(attempt, cashier, owed):
    settle(money.paid(attempt, amount=10_000))
    item = WorkItem.objects.get()
    clearing.close(item, Choice(Step.CHECK_AMOUNT), Act(cashier))
    assert balances.of_request(owed).is_paid
    assert (Refund.objects.get().amount, Refund.objects.get().reason) == (2_000, "too_much")
    assert list(balances.faults()) == []


def test_late_money_that_was_owed_stays(attempt, cashier):
    Attempt.objects.move(attempt, Attempt.State.EXPIRED)
    settle(money.paid(attempt))
    item = WorkItem.objects.get()
    assert clearing.steps(item) == [Step.KEEP, Step.ASK_PROVIDER]
    clearing.close(item, Choice(Step.KEEP), Act(cashier))
    assert state(item) == ("keep", True, [])


def test_money_without_a_dossier_is_given_to_one(nobodys, owed, provincial_cashier, unit):
    provincial_cashier.posts.create(agency=unit, role="cashier")
    clearing.close(nobodys, Choice(Step.ASSIGN, owed), Act(provincial_cashier))
    assert balances.of_request(owed).is_paid
    assert [refund.amount for refund in Refund.objects.all()] == [12_000]
    assert state(nobodys) == ("assign", True, [])


def test_it_is_not_given_to_a_dossier_one_does_not_reach(nobodys, owed, provincial_cashier):
    with pytest.raises(NotYours):
        clearing.close(nobodys, Choice(Step.ASSIGN, owed), Act(provincial_cashier))


def test_nor_to_one_that_owes_nothing(double, cashier, owed):
    with pytest.raises(clearing.NothingMissing):
        clearing.close(double, Choice(Step.ASSIGN, owed), Act(cashier, values=WHY))
    assert state(double)[1] is False


def test_departing_from_the_proposal_needs_a_remark(double, cashier):
    with pytest.raises(clearing.RemarkNeeded):
        clearing.close(double, Choice(Step.ASK_PROVIDER), Act(cashier))
    clearing.close(double, Choice(Step.ASK_PROVIDER), Act(cashier, values=WHY))
    assert state(double)[0] == "ask_provider"


def test_held_money_cannot_be_kept_as_booked(double, cashier):
    assert Step.KEEP not in clearing.steps(double)
    with pytest.raises(clearing.NotPossible):
        clearing.close(double, Choice(Step.KEEP), Act(cashier, values=WHY))


def test_it_is_cleared_up_once(double, cashier, chief):
    clearing.close(double, Choice(Step.REFUND), Act(cashier))
    with pytest.raises(clearing.ClosedAlready):
        clearing.close(double, Choice(Step.REFUND), Act(chief))
    assert Refund.objects.count() == 1


@pytest.mark.parametrize("who", ["foreign_cashier", "provincial_cashier", "clerk", "officer", "citizen"])
def test_only_who_keeps_the_agencys_money_clears_up(double, request, who):
    with pytest.raises(NotYours):
        clearing.close(double, Choice(Step.REFUND), Act(request.getfixturevalue(who)))


def test_a_foreign_cashier_reaches_none(double, foreign_cashier, cashier):
    assert list(WorkItem.objects.reached_by(foreign_cashier)) == []
    assert list(WorkItem.objects.reached_by(cashier)) == [double]


def test_the_province_reaches_money_without_a_dossier(nobodys, provincial_cashier):
    assert list(WorkItem.objects.reached_by(provincial_cashier)) == [nobodys]


def test_nobody_clears_up_their_own_money(double, citizen, unit):
    citizen.posts.create(agency=unit, role="cashier")
    with pytest.raises(NotYours):
        clearing.close(double, Choice(Step.REFUND), Act(citizen))


def test_given_to_another_dossier_it_lets_that_one_go_on(double, cashier, clerk, dossier):
    other = DraftFactory(
        edition=dossier.edition, agency=dossier.agency, received_by=dossier.received_by, submitter=dossier.submitter
    )
    workflow.perform(workflow.SUBMIT, other, Act(dossier.submitter))
    workflow.perform(workflow.RECEIVE, other, Act(clerk))
    (request,) = standing_requests(other)
    clearing.close(double, Choice(Step.ASSIGN, request), Act(cashier, values=WHY))
    assert balances.of_request(request).is_paid
    assert [receipt.number for receipt in Receipt.objects.order_by("pk")] == [1, 2]
