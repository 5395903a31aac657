"""Two approve at one instant, two send, two complete; two clear up one item: it is done once."""

import pytest

from dossiers.act import Act, Refusal
from payments import balances, clearing, refunding
from payments.clearing import Choice
from payments.models import Entry, Receipt, Refund, WorkItem
from payments.receipts import voiding
from tests.dossiers.at_once import at_once
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


def race(act) -> int:
    """How many of equal acts at one instant were not refused."""
    done: list[int] = []

    def one(number: int) -> None:
        try:
            act(number)
        except Refusal:
            return
        done.append(number)

    assert at_once(*[lambda number=number: one(number) for number in range(MANY)]) == ["done"] * MANY
    return len(done)


@pytest.fixture
def chiefs(unit) -> list:
    return [PostFactory(agency=unit, role="leader").user for _ in range(MANY)]


def test_of_many_that_approve_one_does_and_the_money_goes_once(refund, chiefs, cashier):
    assert race(lambda number: refunding.approve(refund, Act(chiefs[number]))) == 1
    assert race(lambda number: refunding.send(refund, Refund.Way.TRANSFER, Act(cashier))) == 1
    assert race(lambda number: refunding.complete(refund, f"UNC-{number}", Act(cashier))) == 1
    assert Entry.objects.filter(refund__isnull=False).count() == 1
    assert list(balances.faults()) == []


def test_an_item_is_cleared_up_once(double, chiefs):
    assert race(lambda number: clearing.close(double, Choice(WorkItem.Step.REFUND), Act(chiefs[number]))) == 1
    assert (Refund.objects.count(), list(balances.faults())) == (1, [])


def test_proposals_never_exceed_what_is_there(double):
    part = refunding.Part(double.settlement, None, 3_000)
    assert race(lambda number: refunding.propose(part, Refund.Reason.DOUBLE, Act(None))) == 2


def test_a_receipt_is_replaced_once(double, chiefs):
    receipt = Receipt.objects.get()
    why = {"note": "Sai tên"}
    assert race(lambda number: voiding.replace(receipt, "Khác", Act(chiefs[number], values=why))) == 1
    assert [one.number for one in Receipt.objects.all()] == [1, 2]
    assert list(balances.faults()) == []
