"""Closing a till while cash is being taken: what is in it was counted, what came later is not there."""

import pytest
from django.db import connection, transaction

from payments import balances, over_the_counter, till
from payments.models import Taking, Till
from payments.providers import PROVIDERS
from payments.till import Count
from portal.agencies.models import Role
from tests.dossiers.at_once import at_once
from tests.factories import PostFactory
from tests.payments import money

pytestmark = pytest.mark.django_db(transaction=True)
SLOW = """
CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.2); RETURN NEW; END';
CREATE TRIGGER slow_cash BEFORE INSERT ON payments_settlement FOR EACH ROW EXECUTE FUNCTION slowly()
"""


@pytest.fixture
def cashier(unit):
    return PostFactory(agency=unit, role=Role.CASHIER).user


@pytest.fixture
def open_till(owed, cashier, clerk) -> Till:
    """Something lies in it, and more is owed."""
    over_the_counter.take(owed, PROVIDERS["cash"], cashier)
    money.asked_more(owed, clerk)
    return Till.objects.get()


@pytest.fixture
def slow_cash():
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER slow_cash ON payments_settlement; DROP FUNCTION slowly()")


def test_taken_and_closed_at_once_the_count_is_what_lies_in_it(open_till, owed, cashier, slow_cash):
    told = at_once(
        lambda: over_the_counter.take(owed, PROVIDERS["cash"], cashier),
        lambda: till.close(open_till, Count(money.FEE, reason="đếm"), cashier),
    )
    open_till.refresh_from_db()
    assert sorted(told) in (["TillClosed", "done"], ["done", "done"])
    assert open_till.expected == till.taken(open_till)
    assert list(balances.faults()) == []


def test_closed_twice_at_once_it_is_closed_once(open_till, cashier):
    count = Count(money.FEE)
    told = at_once(*[lambda: till.close(open_till, count, cashier) for _ in range(5)])
    assert sorted(told) == ["NotOpen"] * 4 + ["done"]


def test_two_confirm_at_once_one_does(open_till, cashier, unit):
    others = [PostFactory(agency=unit, role=Role.CASHIER).user for _ in range(2)]
    till.close(open_till, Count(money.FEE), cashier)
    told = at_once(*[lambda other=other: till.confirm(open_till, other) for other in others])
    assert sorted(told) == ["NotCounted", "done"]


def test_without_the_lock_something_lies_in_a_closed_till(open_till, owed, cashier, slow_cash):
    """The control: counted without holding the till, it says less than lies in it."""

    @transaction.atomic
    def careless() -> None:
        Till.objects.filter(pk=open_till.pk).update(expected=till.taken(open_till))

    at_once(lambda: over_the_counter.take(owed, PROVIDERS["cash"], cashier), careless)
    open_till.refresh_from_db()
    assert Taking.objects.count() == 2
    assert open_till.expected != till.taken(open_till)
