"""Fees of what was just received are asked for without anybody's asking, once."""

import pytest

from dossiers import workflow
from dossiers.act import Act
from payments import asking_ahead
from payments.models import Account, PaymentRequest
from tests.payments import money

pytestmark = pytest.mark.django_db


def test_received_it_is_asked_for_once(dossier, clerk):
    money.charge(dossier.edition)
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    assert [asking_ahead.sweep() for _ in range(2)] == [1, 0]
    assert PaymentRequest.objects.get().current().total() == money.FEE


def test_before_acceptance_nothing_is_asked_for(dossier):
    money.charge(dossier.edition)
    assert asking_ahead.sweep() == 0


def test_what_costs_nothing_is_looked_at_once(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    assert [asking_ahead.sweep() for _ in range(2)] == [1, 0]
    assert (PaymentRequest.objects.count(), Account.objects.count()) == (0, 1)
