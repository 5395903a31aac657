"""Money goes back in four steps, by two persons, once (AD-07)."""

import pytest
from django.db import IntegrityError

from dossiers.act import Act, NotYours
from payments import balances, refunding
from payments.models import Refund, WorkItem
from portal.notices.models import Notice

pytestmark = pytest.mark.django_db
State, Way = Refund.State, Refund.Way


def walked(refund, cashier, chief) -> Refund:
    """All the way."""
    refunding.approve(refund, Act(chief))
    refunding.send(refund, Way.TRANSFER, Act(cashier))
    refunding.complete(refund, "UNC-1", Act(cashier))
    refund.refresh_from_db()
    return refund


def test_it_leaves_the_ledger_when_it_is_completed(refund, cashier, chief):
    dossier = refund.settlement.attempt.request.dossier
    refunding.approve(refund, Act(chief))
    refunding.send(refund, Way.TRANSFER, Act(cashier))
    assert balances.of_dossier(dossier).held == 8_000
    refunding.complete(refund, "UNC-1", Act(cashier))
    account = balances.of_dossier(dossier)
    assert (account.arrived, account.booked, account.held, account.returned) == (16_000, 8_000, 0, 8_000)
    assert list(balances.faults()) == []


def test_the_payer_hears_of_it_twice(refund, cashier, chief):
    walked(refund, cashier, chief)
    told = list(Notice.objects.filter(template__key__startswith="refund").values_list("template__key", flat=True))
    assert sorted(told) == ["refund_approved", "refund_completed"]
    assert Notice.objects.get(template__key="refund_completed").values["number"] == "UNC-1"


def test_nobody_approves_their_own_proposal(refund, cashier):
    with pytest.raises(refunding.OwnProposal):
        refunding.approve(refund, Act(cashier))


def test_nobody_sends_what_they_approved(refund, chief):
    refunding.approve(refund, Act(chief))
    with pytest.raises(refunding.OwnApproval):
        refunding.send(refund, Way.CASH, Act(chief))


def test_the_database_insists_on_two_persons(refund, cashier):
    with pytest.raises(IntegrityError, match="refund_two_persons"):
        Refund.objects.filter(pk=refund.pk).update(
            state=State.APPROVED, decided_by=cashier, decided_at=refund.proposed_at
        )


@pytest.mark.parametrize("step", ["approve", "decline", "send", "complete"])
def test_no_step_is_taken_twice(refund, cashier, chief, step):
    steps = {
        "approve": lambda: refunding.approve(refund, Act(chief)),
        "decline": lambda: refunding.decline(refund, Act(chief, values={"note": "Không"})),
        "send": lambda: refunding.send(refund, Way.CASH, Act(cashier)),
        "complete": lambda: refunding.complete(refund, "PC-9", Act(cashier)),
    }
    walked(refund, cashier, chief)
    with pytest.raises(refunding.DoneAlready):
        steps[step]()


@pytest.mark.parametrize("to", ["proposed", "approved", "sent", "refused"])
def test_the_database_lets_none_go_back(refund, cashier, chief, to):
    walked(refund, cashier, chief)
    with pytest.raises(IntegrityError, match="does not move"):
        Refund.objects.filter(pk=refund.pk).update(state=to)


@pytest.mark.parametrize("who", ["foreign_cashier", "clerk", "officer", "outsider", "citizen"])
def test_only_who_keeps_the_agencys_money_decides(refund, request, who):
    with pytest.raises(NotYours):
        refunding.approve(refund, Act(request.getfixturevalue(who)))


def test_no_more_goes_back_than_is_there(refund):
    part = refunding.Part(refund.settlement, None, 1)
    with pytest.raises(refunding.TooMuch):
        refunding.propose(part, Refund.Reason.DOUBLE, Act(None))


def test_held_money_that_does_not_go_back_is_looked_into_again(refund, double, chief):
    refunding.decline(refund, Act(chief, values={"note": "Người nộp muốn trả cho hồ sơ khác"}))
    again = WorkItem.objects.open().get()
    assert (again.kind, again.account, again.settlement) == (double.kind, double.account, refund.settlement)
    assert list(balances.faults()) == []
