"""Cash lies in the till of who took it; the till is counted, closed, and confirmed by another person."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from dossiers.act import NotYours
from payments import balances, over_the_counter, till
from payments.models import Receipt, Taking, Till
from payments.providers import PROVIDERS
from payments.till import Count
from portal.agencies.models import Role
from tests.factories import PostFactory
from tests.payments import money

pytestmark = pytest.mark.django_db


@pytest.fixture
def cashier(unit):
    return PostFactory(agency=unit, role=Role.CASHIER).user


@pytest.fixture
def taken(owed, cashier) -> Till:
    over_the_counter.take(owed, PROVIDERS["cash"], cashier)
    return Till.objects.get()


def test_cash_opens_the_till_of_the_day_and_lies_in_it(taken, cashier, unit):
    assert (taken.cashier, taken.agency, till.taken(taken)) == (cashier, unit, money.FEE)
    assert list(balances.faults()) == []


def test_a_transfer_lies_in_no_till(owed, cashier):
    over_the_counter.take(owed, PROVIDERS["transfer"], cashier, voucher="FT1")
    assert not Till.objects.exists()


def test_what_was_counted_as_taken_needs_no_word(taken, cashier):
    closed = till.close(taken, Count(money.FEE, {5_000: 1, 1_000: 3}), cashier)
    assert (closed.difference, closed.pieces) == (0, {"5000": 1, "1000": 3})


def test_a_difference_needs_a_reason(taken, cashier):
    with pytest.raises(till.Unexplained):
        till.close(taken, Count(money.FEE - 1_000), cashier)
    assert till.close(taken, Count(money.FEE - 1_000, reason="Trả nhầm tiền thừa"), cashier).difference == -1_000


def test_after_closing_no_cash_is_taken_that_day(taken, owed, cashier, clerk):
    till.close(taken, Count(money.FEE), cashier)
    again = money.asked_more(owed, clerk)
    with pytest.raises(till.TillClosed):
        over_the_counter.take(again, PROVIDERS["cash"], cashier)
    assert Receipt.objects.count() == 1


def test_the_next_day_has_a_till_of_its_own(taken, owed, cashier, clerk, time_machine):
    closed = till.close(taken, Count(money.FEE), cashier)
    again = money.asked_more(owed, clerk)
    time_machine.move_to(closed.closed_at + timedelta(days=1))
    over_the_counter.take(again, PROVIDERS["cash"], cashier)
    assert Till.objects.count() == 2


def test_another_person_confirms(taken, cashier, unit):
    closed = till.close(taken, Count(money.FEE), cashier)
    with pytest.raises(NotYours):
        till.confirm(closed, cashier)
    other = PostFactory(agency=unit, role=Role.CASHIER).user
    assert till.confirm(closed, other).confirmed_by == other
    with pytest.raises(till.NotCounted):
        till.confirm(closed, other)


@pytest.mark.parametrize("stranger", ["clerk", "outsider", "officer"])
def test_nobody_else_confirms(request, taken, cashier, stranger):
    closed = till.close(taken, Count(money.FEE), cashier)
    with pytest.raises(NotYours):
        till.confirm(closed, request.getfixturevalue(stranger))


def test_an_open_till_is_not_confirmed(taken, unit):
    with pytest.raises(till.NotCounted):
        till.confirm(taken, PostFactory(agency=unit, role=Role.LEADER).user)


def test_only_whose_till_it_is_closes_it_once(taken, cashier, unit):
    with pytest.raises(NotYours):
        till.close(taken, Count(money.FEE), PostFactory(agency=unit, role=Role.CASHIER).user)
    till.close(taken, Count(money.FEE), cashier)
    with pytest.raises(till.NotOpen):
        till.close(taken, Count(money.FEE), cashier)


def test_the_database_puts_nothing_into_a_closed_till(taken, cashier):
    settlement = Taking.objects.get().settlement
    till.close(taken, Count(money.FEE), cashier)
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        Taking.objects.create(till=taken, settlement=settlement)
