"""Receipts are numbered without a gap, also when whoever issues them is killed again and again (PA-19)."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from dossiers.models import Status
from payments import balances, inbox
from payments.models import Account, Assessment, InboundMessage, Line, PaymentRequest, Receipt
from tests.chaos.worker import ROOT, own_env
from tests.factories import DraftFactory
from tests.payments import money

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]
RECEIPTS = int(os.environ.get("RECEIPTS", "40"))
"""A thousand in the long mode."""

KILLS = max(3, RECEIPTS // 50)
WORKER = """
import django; django.setup()
from payments import inbox
while inbox.apply_forgotten(5): pass
"""


def told(number: int, like) -> None:
    """A dossier of the same agency that owes, and the stored message that it was paid; nobody has read it yet."""
    now = timezone.now()
    dossier = DraftFactory(
        edition=like.edition, agency=like.agency, received_by=like.received_by, status=Status.RECEIVED,
        code=f"000.00.00.H02-201130-{number:05d}", provisional_number=f"TN-{number:05d}", submitted_at=now,
        received_at=now,
    )  # fmt: skip
    request = PaymentRequest.objects.create(account=Account.objects.create(dossier=dossier), kind="fees", asked_at=now)
    assessment = Assessment.objects.create(request=request, number=1, at=now)
    Line.objects.create(assessment=assessment, number=1, name="Lệ phí", kind="2", amount=money.FEE)
    content = money.confirmation(money.attempt(request), f"GD{number}")
    before = now - timedelta(minutes=10)
    InboundMessage.objects.create(provider="payplat", kind="callback", content=content, arrived_at=before)


def killed_after(seconds: float) -> None:
    process = subprocess.Popen([sys.executable, "-c", WORKER], env=own_env(), cwd=ROOT)
    wait_until_it_works(process)
    time.sleep(seconds)
    process.kill()
    process.wait()


def wait_until_it_works(process: "subprocess.Popen[bytes]") -> None:
    before, ends = Receipt.objects.count(), time.monotonic() + 60
    while Receipt.objects.count() == before and process.poll() is None and time.monotonic() < ends:
        time.sleep(0.01)


def test_numbers_have_no_gap_however_often_somebody_is_killed(draft):
    for number in range(1, RECEIPTS + 1):
        told(number, draft)
    chance = Random(19)
    for _ in range(KILLS):
        killed_after(chance.random() * 0.2)
    while inbox.apply_forgotten():
        pass
    numbers = list(Receipt.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, RECEIPTS + 1))
    assert list(balances.faults()) == []
