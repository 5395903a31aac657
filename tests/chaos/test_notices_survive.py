"""Sixty letters reach a real mail server while the worker is killed between the server's taking one and its saying so.

None is lost and none overtakes on its way to one person. What comes twice was in flight at a kill, and carries the
same Message-ID: at least once, with a key to tell by (cases D23).
"""

import time
from collections import Counter, defaultdict

import pytest
from django.db import transaction

from portal.notices.models import Channel, Delivery
from portal.notices.owing import Recipient, owe
from portal.notices.tasks import send_notices
from portal.wake import wake
from tests.chaos.worker import Worker, own_env
from tests.factories import UserFactory
from tests.portal.notices.smtp import MailServer, mail_server
from tests.portal.notices.telling import READY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("chaos"),
    pytest.mark.timeout(300),
]
PEOPLE, EVENTS, KILLS, DELAY = 20, 3, 4, 0.3


def worker_env(port: int) -> dict[str, str]:
    return own_env() | {
        "NOTICE_MAIL": "smtp", "NOTICE_SMS": "off", "NOTICE_BATCH": "3", "NOTICE_LEASE_SECONDS": "8",
        "EMAIL_TIMEOUT": "0.5",
        "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port), "EMAIL_SECURITY": "none", "OUTBOX_LONGEST_PAUSE": "2",
    }  # fmt: skip


def tell_everybody() -> None:
    for number in range(PEOPLE):
        person = UserFactory(full_name=f"Người {number}", email=f"n{number}@example.vn")
        for event in range(EVENTS):
            with transaction.atomic():
                told = [Recipient(person, str(person))]
                owe(READY, to=told, values={"code": str(event), "reason": "x"}, link="/", once=f"a:{event}")


def kill_in_mid_call(worker: Worker, server: MailServer) -> None:
    """As soon as the server has taken another letter it has not answered for yet."""
    seen, ends = len(server.taken), time.monotonic() + 60
    while len(server.taken) == seen:
        assert time.monotonic() < ends, "no letter arrives"
        wake(send_notices)
        time.sleep(0.05)
    worker.kill()
    worker.start()


def wait_until_sent() -> None:
    ends = time.monotonic() + 120
    while Delivery.objects.unsent().exists() and time.monotonic() < ends:
        wake(send_notices)
        time.sleep(0.5)


def test_a_killed_worker_loses_no_letter(tmp_path, capsys):
    tell_everybody()
    with mail_server(delay=DELAY) as server:
        worker = Worker("portal", worker_env(server.port), tmp_path / "worker.log")
        for _ in range(KILLS):
            kill_in_mid_call(worker, server)
        server.delay = 0
        wait_until_sent()
        worker.kill()
    came = Counter(letter["Message-ID"] for letter in server.letters())
    twice = sum(came.values()) - len(came)
    with capsys.disabled():
        print(f"\nnotices: {KILLS} kills, {len(came)} letters, {twice} of them came twice")
    assert set(came) == set(Delivery.objects.filter(channel=Channel.EMAIL).values_list("reference", flat=True))
    assert len(came) == PEOPLE * EVENTS and not Delivery.objects.exclude(sent_at__isnull=False).exists()
    assert 1 <= twice <= 2 * KILLS  # two processes a worker; that none came twice would mean no kill was in mid-call
    assert wrong_order(server) == []


def wrong_order(server: MailServer) -> list[str]:
    """Who first got something later before something earlier."""
    firsts: dict[str, list[str]] = defaultdict(list)
    for one in server.taken:
        firsts[one.recipients[0]].append(one.message["Subject"].strip())
    return [to for to, subjects in firsts.items() if list(dict.fromkeys(subjects)) != sorted(set(subjects))]
