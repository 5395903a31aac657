"""Worker, beat, web and Redis are killed, the network swallows and cuts, Redis is emptied, while people go on working:
both ledgers are equal in the end, in order, and each effect came about once.

``CHAOS=full`` does 2,000 dossiers with 10,000 changes; the ordinary run a twentieth of it. ``CHAOS_SEED`` repeats one.
The negative control without the lease is in ``test_sync_survives.py``.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest

from dossiers.models import DossierEvent, NationalMessage
from tests.chaos.labour import STEPS, Labour
from tests.chaos.ledgers import acted_twice, compare
from tests.chaos.patience import wait_while_moving
from tests.chaos.stage import Stage
from tests.chaos.world import Province, interleaved
from tests.national_process import NationalProcess

FULL = os.environ.get("CHAOS") == "full"
DOSSIERS, FAULTS, BATCH = (2000, 120, 50) if FULL else (100, 12, 5)
IN_BROWSERS = 20
"""Of so many dossiers one is worked on in a browser."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("chaos"),
    pytest.mark.timeout(7200 if FULL else 1500),
]


def strokes(stage: Stage, rng: random.Random) -> dict[str, Callable[[], None]]:
    def for_a_while(*words: object) -> None:
        stage.proxy.behave(*words)
        time.sleep(rng.uniform(1, 4))
        stage.proxy.behave("through")

    return {
        "worker killed": lambda: stage.kill_worker(rng.randrange(2)),
        "beat killed": lambda: stage.kill_beat(rng.randrange(2)),
        "web killed": stage.kill_web,
        "Redis killed": stage.kill_redis,
        "Redis emptied": stage.flush_redis,
        "network a black hole": lambda: for_a_while("hole"),
        "answers cut after storing": lambda: for_a_while("cut", 0.5),
    }


def strike(stage: Stage, rng: random.Random, busy: list[threading.Thread]) -> Counter[str]:
    """``FAULTS`` of them and more while people are at work, each kind at least once, in an order the seed gives."""
    possible, done = strokes(stage, rng), Counter[str]()
    names = list(possible) + rng.choices(list(possible), k=FAULTS - len(possible))
    rng.shuffle(names)
    while names or any(thread.is_alive() for thread in busy):
        name = names.pop() if names else rng.choice(list(possible))
        time.sleep(rng.uniform(0.2, 1.5))
        possible[name]()
        done[name] += 1
        stage.revive()
    return done


def revived_and_waited(stage: Stage) -> None:
    stage.revive()
    time.sleep(0.5)


def unsent() -> int:
    return NationalMessage.objects.unsent().count()


@pytest.fixture
def stage(national: NationalProcess, tmp_path):
    national.reset()
    stage = Stage(tmp_path, national, batch=BATCH)
    yield stage
    stage.stop()


def busy(labour: Labour, rng: random.Random) -> list[threading.Thread]:
    """Everybody at work: each dossier in one pair of hands, its steps in order."""
    plan = interleaved(DOSSIERS, len(STEPS), rng)
    by_web = [turn for turn in plan if turn[0] % IN_BROWSERS == 0]
    rest = [turn for turn in plan if turn[0] % IN_BROWSERS]
    hands = [(labour.in_browsers, by_web)]
    hands += [(labour.directly, [turn for turn in rest if turn[0] % 2 == half]) for half in (0, 1)]
    threads = [threading.Thread(target=work, args=(turns,)) for work, turns in hands]
    for thread in threads:
        thread.start()
    return threads


def test_both_ledgers_are_equal_whatever_dies(national, stage, capsys):
    seed = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
    rng, begun = random.Random(seed), time.monotonic()
    province = Province()
    labour = Labour(province, stage.web, [province.submitted(number % 4) for number in range(DOSSIERS)], rng)
    threads = busy(labour, random.Random(seed + 1))
    faults = strike(stage, rng, threads)
    for thread in threads:
        thread.join()
    settled = wait_while_moving(lambda: unsent() == 0, unsent, lambda: revived_and_waited(stage))
    result = compare(national.calls())
    with capsys.disabled():
        print(f"\nchaos seed {seed}: {DOSSIERS} dossiers, {DossierEvent.objects.count()} changes, "
              f"{labour.pressed} presses in browsers ({labour.pressed_again} again), faults {dict(faults)}; "
              f"{result.said()}; {time.monotonic() - begun:.0f} s")  # fmt: skip
    assert settled
    assert (result.differing, result.out_of_order, result.unsent) == ([], [], 0)
    assert result.events == result.lines == DOSSIERS * (len(STEPS) + 1)
    assert acted_twice() == []
    assert NationalMessage.objects.count() == result.events
