"""The sender is killed in mid-call and answers are dropped after storing: both sides agree in the end, in order."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from feedback.models import Petition, PetitionMessage
from feedback.petitions import table, wire
from feedback.petitions.filing import send
from feedback.spam import Sender
from tests.chaos.worker import ROOT, own_env
from tests.feedback.conftest import ANSWER, WORDS, done, written
from tests.national_process import NationalProcess

pytestmark = [
    pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chaos"),
    pytest.mark.timeout(420), pytest.mark.usefixtures("calendar"),
]  # fmt: skip
PETITIONS, KILLS = 5, 6
SENDER = """
import django, time; django.setup()
from feedback.petitions import exchange
from portal.national.account import shared_portal
from portal.national.client import NationalError
while True:
    try:
        exchange.fetch(shared_portal())
    except NationalError:
        pass
    exchange.drain(shared_portal())
    time.sleep(0.05)
"""


class Killed:
    """Senders, one after the other, each killed after a while."""

    def __init__(self, national: NationalProcess) -> None:
        pace = {"NATIONAL_TIMEOUT": "0.5", "NATIONAL_LEASE_SECONDS": "6", "OUTBOX_LONGEST_PAUSE": "2"}
        self.env = own_env() | pace | {"NATIONAL_URL": national.url, "NATIONAL_PASSWORD": national.password}
        self.kills, self.over = 0, threading.Event()
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, "-c", SENDER], env=self.env, cwd=ROOT)

    def go_on(self) -> None:
        while self.kills < KILLS and not self.over.wait(random.uniform(2, 4)):
            self.stop()
            self.kills += 1
            self.start()

    def stop(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def killed(national: NationalProcess) -> Iterator[Killed]:
    national.reset()
    national.faults(service="*", kind="drop", share=0.25, seconds=40)
    sender = Killed(national)
    killer = threading.Thread(target=sender.go_on)
    killer.start()
    yield sender
    sender.over.set()
    killer.join()
    sender.stop()
    national.reset()


def wait_for(what: Any, seconds: float = 150) -> None:
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it did not come so far"
        time.sleep(0.2)


def held(national: NationalProcess) -> dict[str, dict[str, Any]]:
    found = httpx.get(f"{national.url}/__control/petitions/held").raise_for_status().json()["petitions"]
    return {one["number"]: one for one in found}


def told(petition: Petition) -> list[dict[str, str]]:
    """What the nation must know of it, in order."""
    owed = PetitionMessage.objects.filter(subject=petition).order_by("pk")
    return [wire.state(message.event) for message in owed.select_related("event__petition", "event__handler")]


def test_both_sides_agree(national, killed, reception, officer, leader, commune, citizen):
    httpx.post(f"{national.url}/__control/petitions", data={"number": PETITIONS}).raise_for_status()
    for number in range(PETITIONS):
        send(written(content=f"{WORDS} Lần {number}"), Sender(citizen))
    wait_for(lambda: Petition.objects.count() == 2 * PETITIONS)
    for petition in Petition.objects.all():
        done(table.RECEIVE, petition, reception)
        done(table.TRANSFER, petition, reception, agency=commune.pk, nature="rule")
        done(table.TAKE, petition, officer)
        done(table.PROPOSE, petition, officer, answer=f"{ANSWER} {petition.number}")
        done(table.APPROVE, petition, leader)
    wait_for(lambda: killed.kills == KILLS and not PetitionMessage.objects.unsent().exists())
    theirs = held(national)
    assert len(theirs) == Petition.objects.count() == 2 * PETITIONS
    for petition in Petition.objects.all():
        there = theirs[petition.national_id]
        assert (there["status"], there["lines"]) == ("7", told(petition))
        assert [one["NOIDUNGTRALOI"] for one in there["answers"]] == [f"{ANSWER} {petition.number}"]
