"""Whatever happens to money, in whatever order and however often: it adds up, and nothing is booked twice."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.act import Act
from payments import asking, attempts, balances, over_the_counter, querying
from payments.assessment import Due
from payments.models import Attempt, Entry, PaymentRequest, Receipt, Refund, Settlement
from payments.providers import PROVIDERS
from payments.providers.base import Happened
from payments.settlement import settle
from tests.payments import money

pytestmark = pytest.mark.django_db
WAYS = ["payplat", "vnpay"]
told = st.tuples(
    st.just("told"),
    st.sampled_from(WAYS),
    st.sampled_from(["GD1", "GD2", "GD3"]),
    st.sampled_from([Happened.PAID, Happened.PAID, Happened.FAILED, Happened.PENDING]),
    st.sampled_from([0, 0, 0, -1, 1, 792_000]),
)
acts = st.sampled_from(
    [("begin", way) for way in WAYS]
    + [("cash",), ("expire",), ("withdraw",), ("correct", 3_000), ("correct", 20_000)]
    + [("propose", 100), ("propose", 40), ("move", "approved"), ("move", "refused"), ("move", "sent"), ("complete",)]
)
BEFORE = {"approved": "proposed", "refused": "proposed", "sent": "approved"}


class Town:
    """A dossier that owes, an official of its agency, and all that may happen."""

    def __init__(self, owed: PaymentRequest, official) -> None:
        self.owed, self.official = owed, official

    def told(self, way, transaction_id, happened, more) -> None:
        one = self.owed.attempts.filter(provider=way).last()
        if one is not None:
            settle(money.paid(one, f"{way}{transaction_id}", happened=happened, amount=one.amount + more))

    def begin(self, way) -> None:
        attempts.begin(self.owed, PROVIDERS[way], None)

    def cash(self) -> None:
        over_the_counter.take(self.owed, PROVIDERS["cash"], self.official)

    def expire(self) -> None:
        last = Attempt.objects.last()
        querying.expire(last.expires_at) if last else None

    def withdraw(self) -> None:
        asking.withdraw(self.owed, Act(self.official, values={"note": "Được miễn"}))

    def correct(self, amount) -> None:
        asking.correct(self.owed, [Due("Lệ phí", amount)], Act(self.official, values={"note": "Sai"}))

    def propose(self, percent) -> None:
        """To pay back a part of what the last settlement still holds, wherever it lies."""
        last = Settlement.objects.last()
        for place in (self.owed, None) if last else ():
            amount = balances.returnable(last, place) * percent // 100
            if amount:
                self._refund(last, place, amount)

    def _refund(self, settlement, place, amount) -> None:
        facts = {"settlement": settlement, "request": place, "amount": amount, "reason": Refund.Reason.TOO_MUCH}
        Refund.objects.create(**facts, proposed_at=settlement.recorded_at)

    def move(self, to) -> None:
        now = timezone.now()
        sent = {"sent_at": now, "way": Refund.Way.TRANSFER}
        decided = {"decided_at": now, "decided_by": self.official} if BEFORE[to] == "proposed" else sent
        Refund.objects.filter(state=BEFORE[to]).update(state=to, **decided)

    def complete(self) -> None:
        """The money leaves the ledger with it."""
        for refund in Refund.objects.filter(state="sent"):
            now, of = timezone.now(), {"settlement": refund.settlement, "request": refund.request}
            Refund.objects.filter(pk=refund.pk).update(state="completed", completed_at=now, transaction_id="HT1")
            Entry.objects.create(**of, amount=-refund.amount, at=now, refund=refund)


def booked_no_more_than_ever_asked(owed: PaymentRequest) -> bool:
    """Every booking was for what an attempt had been made for, and each attempt was booked once."""
    attempts_booked = list(
        Entry.objects.filter(request=owed, amount__gt=0).values_list("settlement__attempt", flat=True)
    )
    return len(attempts_booked) == len(set(attempts_booked))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(st.one_of(told, acts), max_size=20))
def test_the_ledger_adds_up_after_anything(owed, clerk, events):
    with transaction.atomic():
        town = Town(owed, clerk)
        for name, *facts in events:
            with suppress(attempts.NothingOwed):
                getattr(town, name)(*facts)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert list(balances.faults()) == []
        account = balances.of_dossier(owed.dossier)
        assert account.arrived == account.booked + account.held + account.returned
        assert account.returned == sum(Refund.objects.filter(state="completed").values_list("amount", flat=True))
        assert account.arrived == sum(Settlement.objects.values_list("amount", flat=True))
        assert booked_no_more_than_ever_asked(owed)
        assert Receipt.objects.count() == Entry.objects.filter(request__isnull=False, amount__gt=0).count()
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations([Happened.PAID, Happened.PAID, Happened.FAILED, Happened.PENDING, "expire"]))
def test_the_same_messages_in_any_order_end_the_same(owed, order):
    with transaction.atomic():
        one = money.attempt(owed)
        for happened in order:
            querying.expire(one.expires_at) if happened == "expire" else settle(money.paid(one, happened=happened))
        one.refresh_from_db()
        assert (one.state, balances.of_request(owed)) == ("confirmed", balances.Balance(money.FEE, money.FEE))
        assert Receipt.objects.count() == 1
        transaction.set_rollback(True)
