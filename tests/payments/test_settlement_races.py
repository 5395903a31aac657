"""Twenty at one instant: notifications, questions, windows. One receipt, and every đồng in the books (PA-03, CO-10)."""

import os

import pytest
from django.db import connection, transaction

from payments import balances
from payments.arrivals import record
from payments.models import Attempt, Entry, Receipt, Settlement
from payments.settlement import settle
from tests.dossiers.at_once import at_once
from tests.payments import money

MANY = 20
ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))
"""A thousand in the long mode."""

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600 + 6 * ROUNDS)]
SLOW = """
CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.02); RETURN NEW; END';
CREATE TRIGGER slow_money AFTER INSERT ON payments_settlement FOR EACH ROW EXECUTE FUNCTION slowly()
"""


@pytest.fixture
def slow_money():
    """Reading before the other has written is the rule, not luck."""
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER slow_money ON payments_settlement; DROP FUNCTION slowly()")


def race(act) -> None:
    assert at_once(*[lambda number=number: act(number) for number in range(MANY)]) == ["done"] * MANY


def test_twenty_equal_notifications_make_one_receipt(attempt, slow_money):
    """Of every round one payment is kept; of all rounds the first is booked."""
    rounds = max(2, ROUNDS)
    for turn in range(rounds):
        race(lambda number, turn=turn: settle(money.paid(attempt, f"GD{turn}")))
    assert (Receipt.objects.count(), Settlement.objects.count(), list(balances.faults())) == (1, rounds, [])


def test_of_twenty_payments_of_one_order_one_is_booked(attempt, slow_money):
    for turn in range(ROUNDS):
        race(lambda number, turn=turn: settle(money.paid(attempt, f"GD{turn}-{number}")))
    account = balances.of_dossier(attempt.request.dossier)
    assert (account.booked, account.held) == (money.FEE, money.FEE * (MANY * ROUNDS - 1))
    assert (Receipt.objects.count(), list(balances.faults())) == (1, [])


def test_without_the_lock_more_are_booked(attempt, slow_money):
    """The control: the same race, read first and written without holding the account."""

    @transaction.atomic
    def careless(number) -> None:
        settlement = record(money.paid(attempt, f"GD{number}"), attempt.pk)
        is_paid = balances.of_request(attempt.request).is_paid
        Entry.objects.create(
            settlement=settlement, request=None if is_paid else attempt.request, amount=settlement.amount,
            at=settlement.recorded_at,
        )  # fmt: skip

    race(careless)
    assert Entry.objects.filter(request=attempt.request).count() > 1


def test_twenty_windows_make_one_order(owed):
    race(lambda number: money.attempt(owed))
    assert Attempt.objects.count() == 1


def test_two_ways_at_one_instant_are_booked_once(attempt, slow_money):
    other = money.attempt(attempt.request, "vnpay")
    assert at_once(*[lambda one=one: settle(money.paid(one)) for one in (attempt, other)]) == ["done"] * 2
    assert [receipt.number for receipt in Receipt.objects.all()] == [1]
    assert list(balances.faults()) == []
