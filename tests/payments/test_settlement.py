"""What becomes of money that arrives."""

import pytest

from payments import balances
from payments.models import Attempt, Receipt, Settlement, WorkItem
from payments.providers.base import Happened
from payments.settlement import settle
from payments.verdicts import Verdict
from tests.payments import money

pytestmark = pytest.mark.django_db
State, Kind = Attempt.State, WorkItem.Kind


@pytest.fixture(autouse=True)
def adds_up(db):
    yield
    assert list(balances.faults()) == []


def test_money_pays_its_request_once(attempt):
    assert [settle(money.paid(attempt)) for _ in range(3)] == [Verdict.SETTLED, Verdict.REPEATED, Verdict.REPEATED]
    assert balances.of_request(attempt.request) == balances.Balance(money.FEE, money.FEE)
    assert (Receipt.objects.get().number, Settlement.objects.count()) == (1, 1)


def test_failed_is_not_final_when_money_arrives(attempt):
    settle(money.paid(attempt, happened=Happened.FAILED))
    assert settle(money.paid(attempt)) == Verdict.LATE
    attempt.refresh_from_db()
    assert (attempt.state, balances.of_request(attempt.request).is_paid) == (State.CONFIRMED, True)
    assert WorkItem.objects.get().proposed == WorkItem.Step.KEEP


def test_a_refusal_after_the_money_changes_nothing(attempt):
    settle(money.paid(attempt))
    assert settle(money.paid(attempt, happened=Happened.FAILED)) == Verdict.REPEATED
    assert Attempt.objects.get().state == State.CONFIRMED


def test_paid_twice_on_one_order_is_held_to_be_paid_back(attempt):
    settle(money.paid(attempt))
    assert settle(money.paid(attempt, "GD2")) == Verdict.DOUBLE
    assert WorkItem.objects.get().proposed == WorkItem.Step.REFUND
    held = balances.of_dossier(attempt.request.dossier)
    assert (held.arrived, held.booked, held.held) == (2 * money.FEE, money.FEE, money.FEE)


def test_paid_by_two_orders_is_booked_once(owed, attempt):
    other = money.attempt(owed, "vnpay")
    settle(money.paid(attempt))
    assert settle(money.paid(other)) == Verdict.DOUBLE
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("amount", [1, money.FEE - 1, money.FEE + 1, money.FEE * 100])
def test_another_amount_is_listed_and_pays_nothing(attempt, amount):
    assert settle(money.paid(attempt, amount=amount)) == Verdict.WRONG_AMOUNT
    assert balances.of_request(attempt.request).booked == 0
    assert balances.of_dossier(attempt.request.dossier).held == amount


def test_dollars_are_no_dong(attempt):
    assert settle(money.paid(attempt, currency="USD")) == Verdict.CURRENCY
    assert (WorkItem.objects.get().kind, Settlement.objects.count()) == (Kind.CURRENCY, 0)


@pytest.mark.parametrize(
    ("changed", "kind"), [({"reference": "BG-khac"}, Kind.UNKNOWN_ORDER), ({"is_for_us": False}, Kind.FOREIGN)]
)
def test_money_that_is_nobodys_waits_for_a_person(attempt, changed, kind):
    for _ in range(2):
        assert settle(money.paid(attempt, **changed)) == kind
    assert (WorkItem.objects.get().kind, Settlement.objects.get().attempt) == (kind, None)


def test_one_transaction_told_in_two_ways_is_looked_at(attempt):
    settle(money.paid(attempt))
    assert settle(money.paid(attempt, amount=money.FEE + 1)) == Verdict.CONTRADICTION
    assert Settlement.objects.get().amount == money.FEE
