"""What has happened to money cannot be rewritten, and cannot be booked so that it does not add up."""

import pytest
from django.db import DatabaseError, connection, transaction

from payments import balances
from payments.models import Entry, Receipt, Settlement
from payments.settlement import settle
from tests.payments import money

pytestmark = pytest.mark.django_db


def now() -> None:
    """What is checked at a commit is checked here."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("model", [Settlement, Entry, Receipt])
def test_rows_of_the_past_take_no_update(attempt, model):
    settle(money.paid(attempt))
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(amount=1)


@pytest.mark.parametrize("amount", [-1, 1])
def test_entries_that_do_not_add_up_are_refused(attempt, amount):
    settle(money.paid(attempt))
    first = Entry.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(settlement=first.settlement, amount=amount, at=first.at)
        now()


def test_money_may_move_from_a_request_to_what_is_held(attempt):
    settle(money.paid(attempt))
    first = Entry.objects.get()
    for request, amount in ((first.request, -1000), (None, 1000)):
        Entry.objects.create(settlement=first.settlement, request=request, amount=amount, at=first.at)
    now()
    account = balances.of_dossier(attempt.request.dossier)
    assert (account.booked, account.held) == (money.FEE - 1000, 1000)


def test_a_place_never_holds_less_than_nothing(attempt):
    settle(money.paid(attempt))
    first = Entry.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        for request, amount in ((None, -5), (first.request, 5)):
            Entry.objects.create(settlement=first.settlement, request=request, amount=amount, at=first.at)
        now()


def test_what_is_missing_in_the_books_is_found(attempt):
    settle(money.paid(attempt, reference="unknown"))
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; DELETE FROM payments_workitem")
    assert [fault for fault in balances.faults() if "nobody was asked" in fault]
