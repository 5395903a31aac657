"""Whoever completes a refund is killed between any two writes: it is still on its way, and completed once later."""

import os
import signal
import subprocess
import sys
import time

import pytest

from dossiers.act import Act
from payments import balances, refunding
from payments.models import Entry, Refund
from tests.chaos.worker import ROOT, own_env
from tests.payments.test_settlement_killed import asked, stopped_at, wait_for_sleep

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.timeout(540)]
STEPS = ("payments_refund", "payments_entry", "notices_notice")
"""Every table that completing writes, in its order."""

COMPLETER = """
import django, sys; django.setup()
from dossiers.act import Act
from payments import refunding
from payments.models import Refund
from portal.accounts.models import User
refunding.complete(Refund.objects.get(), "UNC-1", Act(User.objects.get(pk=sys.argv[1])))
"""


@pytest.fixture
def sent(refund, chief, cashier) -> Refund:
    refunding.approve(refund, Act(chief))
    refunding.send(refund, Refund.Way.TRANSFER, Act(cashier))
    return refund


def killed_at(table: str, cashier) -> None:
    with stopped_at(table):
        process = subprocess.Popen([sys.executable, "-c", COMPLETER, str(cashier.pk)], env=own_env(), cwd=ROOT)
        asleep = wait_for_sleep()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        asked(f"SELECT pg_terminate_backend({asleep})")
        while asked(f"SELECT 1 FROM pg_stat_activity WHERE pid = {asleep}"):
            time.sleep(0.02)


def test_killed_anywhere_it_is_still_on_its_way_and_completed_once(sent, cashier):
    for table in STEPS:
        killed_at(table, cashier)
        sent.refresh_from_db()
        assert (sent.state, Entry.objects.filter(refund=sent).count()) == ("sent", 0), table
        assert list(balances.faults()) == []
    refunding.complete(sent, "UNC-1", Act(cashier))
    assert Entry.objects.get(refund=sent).amount == -sent.amount
    assert list(balances.faults()) == []
