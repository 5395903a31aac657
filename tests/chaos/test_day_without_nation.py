"""The national portal is down for a working day: everything is accepted here meanwhile, it is called no more than twice
as often as on an ordinary day, and after its return a thousand dossiers have arrived within a minute.

Time is scaled: an eight-hour day with 2,000 changes (the province's busiest) is ``SECONDS`` long, and the longest pause
of five minutes is shorter in the same measure, though not below two seconds. ``CHAOS=full`` does a thousand dossiers.
"""

import os
import random
import threading
import time
from dataclasses import dataclass

import pytest
from django.db import connection

from dossiers.models import Dossier, NationalMessage, Status
from tests.chaos.ledgers import compare
from tests.chaos.patience import wait_while_moving
from tests.chaos.stage import Stage
from tests.chaos.world import Province

FULL = os.environ.get("CHAOS") == "full"
DOSSIERS, SECONDS = (1000, 240) if FULL else (60, 30)
ORDINARY = DOSSIERS // 4
"""Dossiers worked on beforehand, at the same pace, with the nation there: how often it is called then."""

A_THOUSAND_WITHIN, LEAST = 60, 20
"""Seconds. Fewer dossiers get their share of the minute; the pauses and the start of a turn are the same for one."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("chaos"),
    pytest.mark.timeout(3600 if FULL else 1200),
]


@dataclass
class Day:
    """What was done and how often the nation was called meanwhile."""

    seconds: float
    calls: int

    @property
    def rate(self) -> float:
        return self.calls / self.seconds


def unsent() -> int:
    return NationalMessage.objects.unsent().count()


def work(province: Province, dossiers: list[Dossier], seconds: float) -> None:
    """Each is received and forwarded, evenly over the time; nobody waits for the nation."""
    begun, pause = time.monotonic(), seconds / len(dossiers)
    for number, dossier in enumerate(dossiers):
        time.sleep(max(0.0, begun + number * pause - time.monotonic()))
        for step in (0, 1):
            province.change(dossier, step)
    time.sleep(max(0.0, begun + seconds - time.monotonic()))
    connection.close()


def day(stage: Stage, province: Province, dossiers: list[Dossier], seconds: float) -> Day:
    calls, begun = stage.proxy.calls(), time.monotonic()
    thread = threading.Thread(target=work, args=(province, dossiers, seconds))
    thread.start()
    thread.join()
    return Day(time.monotonic() - begun, stage.proxy.calls() - calls)


@pytest.fixture
def stage(national, tmp_path):
    national.reset()
    stage = Stage(tmp_path, national, batch=50)
    yield stage
    stage.stop()


def test_a_day_without_the_nation(national, stage, capsys):
    province, chance = Province(), random.Random(1)
    dossiers = [province.submitted(chance.randrange(4)) for _ in range(ORDINARY + DOSSIERS)]
    ordinary = day(stage, province, dossiers[:ORDINARY], SECONDS * ORDINARY / DOSSIERS)
    assert wait_while_moving(lambda: unsent() == 0, unsent, lambda: time.sleep(0.5))
    national.faults(service="*", kind="down", seconds=3600)
    without = day(stage, province, dossiers[ORDINARY:], SECONDS)
    waiting = unsent()
    national.clear_faults()
    returned = time.monotonic()
    drained = wait_while_moving(lambda: unsent() == 0, unsent, lambda: time.sleep(0.2))
    took, result = time.monotonic() - returned, compare(national.calls())
    with capsys.disabled():
        print(f"\na day without the nation: {DOSSIERS} dossiers and {waiting} changes waited; called "
              f"{ordinary.rate:.2f} times a second on an ordinary day, {without.rate:.2f} while it was down; "
              f"drained in {took:.0f} s; {result.said()}")  # fmt: skip
    assert waiting == DOSSIERS * 3
    assert Dossier.objects.filter(status=Status.IN_PROCESS).count() == ORDINARY + DOSSIERS
    assert without.rate <= 2 * ordinary.rate
    assert drained
    assert took <= max(LEAST, A_THOUSAND_WITHIN * DOSSIERS / 1000)
    assert (result.differing, result.out_of_order) == ([], [])
