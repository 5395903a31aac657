"""Whoever compares a statement is killed between any two steps: who follows goes on, and nothing is booked twice."""

import os
import signal
import subprocess
import sys

import pytest

from payments import balances
from payments.models import Discrepancy, Receipt, Settlement, Statement
from portal.jobs import Job
from tests.chaos.worker import ROOT, own_env
from tests.payments.statements import files
from tests.payments.test_settlement_killed import asked, stopped_at, wait_for_sleep

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.timeout(540)]
STEPS = ("portal_jobpart", "payments_statementline", "payments_discrepancy", "payments_receipt", "payments_statement")
"""Tables in the order in which the work writes them: prepared, compared, recorded, finished."""

WORKER = """
import django; django.setup()
from payments.statements import work
from portal import jobs
while jobs.run(work.KINDS): pass
"""


def killed_at(table: str) -> None:
    with stopped_at(table):
        process = subprocess.Popen([sys.executable, "-c", WORKER], env=own_env(), cwd=ROOT)
        asleep = wait_for_sleep()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        asked(f"SELECT pg_terminate_backend({asleep})")


def lease_is_over() -> None:
    Job.objects.filter(state=Job.State.RUNNING).update(leased_until=None, tries=0)


def test_killed_anywhere_it_is_gone_on_with(attempt, treasurer):
    files.bring(files.table(files.row(attempt), files.row(attempt, "GD2", reference="la")), treasurer)
    for table in STEPS:
        killed_at(table)
        assert list(balances.faults()) == [], table
        lease_is_over()
    files.work_through()
    assert (Settlement.objects.count(), Receipt.objects.count()) == (2, 1)
    assert [one.state for one in Discrepancy.objects.all()] == ["recorded", "recorded"]
    assert (Statement.objects.get().agrees, Job.objects.get().state) == (True, Job.State.DONE)
    assert list(balances.faults()) == []
