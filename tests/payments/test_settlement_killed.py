"""Whoever carries money is killed between any two steps: all or nothing, and the next telling completes it (PA-14)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Status
from payments import asking, balances, inbox
from payments.assessment import Due
from payments.models import Attempt, InboundMessage, Receipt, Settlement
from tests.chaos.worker import ROOT, own_env
from tests.payments import money

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.timeout(540)]
STEPS = (
    "payments_inboundmessage", "payments_settlement", "payments_attempt", "payments_entry", "dossiers_dossier",
    "dossiers_dossierevent", "payments_receiptseries", "payments_receipt", "payments_reading",
)  # fmt: skip
"""Every table that settlement writes, in its order."""

BEARER = """
import django, sys; django.setup()
from payments import inbox
from pathlib import Path
inbox.take_in("payplat", "callback", Path(sys.argv[1]).read_bytes())
"""
STOP = """
CREATE FUNCTION stop_here() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END';
CREATE TRIGGER stop_here AFTER INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION stop_here()
"""
ASLEEP = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"


@pytest.fixture
def duty(dossier, clerk, officer) -> Attempt:
    """A tax of 70.000 đồng that the dossier waits for."""
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    workflow.perform(workflow.FORWARD, dossier, Act(clerk))
    note = Act(officer, values={"note": "Nộp thuế"})
    return money.attempt(asking.ask_duty(dossier, note, [Due("Thuế", 70_000)]))


def asked(sql: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def stopped_at(table: str) -> Iterator[None]:
    asked(STOP.format(table=table))
    try:
        yield
    finally:
        asked(f"DROP TRIGGER stop_here ON {table}; DROP FUNCTION stop_here()")


def killed_at(table: str, message: Path) -> None:
    """A process of its own bears the message, and is killed while it writes to ``table``."""
    with stopped_at(table):
        process = subprocess.Popen([sys.executable, "-c", BEARER, str(message)], env=own_env(), cwd=ROOT)
        asleep = wait_for_sleep()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        asked(f"SELECT pg_terminate_backend({asleep})")
        while asked(f"SELECT 1 FROM pg_stat_activity WHERE pid = {asleep}"):
            time.sleep(0.02)


def wait_for_sleep() -> int:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        if rows := asked(ASLEEP):
            return int(rows[0][0])
        time.sleep(0.05)
    raise AssertionError("the bearer did not come so far")


def test_killed_anywhere_it_is_all_or_nothing(duty, tmp_path):
    message = tmp_path / "message"
    message.write_bytes(money.confirmation(duty))
    for table in STEPS:
        killed_at(table, message)
        assert (Settlement.objects.count(), Receipt.objects.count()) == (0, 0), table
        assert list(balances.faults()) == []
    stored = len(STEPS) - 1  # the first was killed before its message was kept
    assert InboundMessage.objects.filter(reading__isnull=True).count() == stored
    told_again(duty, message.read_bytes())


def told_again(duty: Attempt, content: bytes) -> None:
    """The provider repeats itself, and what was forgotten is applied: paid once."""
    assert inbox.take_in("payplat", "callback", content) == "settled"
    for forgotten in InboundMessage.objects.filter(reading__isnull=True):
        assert inbox.apply(forgotten) == "repeated"
    dossier = duty.request.dossier
    dossier.refresh_from_db()
    assert (dossier.status, Receipt.objects.get().number) == (Status.IN_PROCESS, 1)
    assert balances.of_request(duty.request).is_paid
