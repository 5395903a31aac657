"""200 dossiers with three changes each reach the nation while the worker is killed in mid-call and answers are dropped
after storing.

The real worker, broker, database and stand-in. The same run with the per-subject lease switched off must fail: see the
last test.
"""

import os
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dossiers.models import Dossier, NationalMessage
from dossiers.national import wire_time
from dossiers.tasks import tell_nation
from portal.wake import wake
from tests.chaos.patience import wait_while_moving
from tests.chaos.worker import Worker, own_env
from tests.chaos.world import Province, interleaved
from tests.national_process import NationalProcess

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("chaos"),
    pytest.mark.timeout(1500),
]
DOSSIERS, STEPS, KILLS, DROPS = 200, 3, 10, 50
DELAY = 0.25
WRITTEN_WITHIN = 1.0
"""Seconds from the stand-in's answer until the worker has written that it came: a busy machine takes its time, and a
worker killed meanwhile has to send again."""

SERVICES = ("DongBoHoSoMC", "CapNhatTienDoHoSoMC")


@dataclass
class Run:
    """One run of the chaos: what was done to it and what arrived."""

    seed: int
    national: NationalProcess
    kills: list[datetime] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)

    def dropped(self) -> list[dict[str, Any]]:
        return [call for call in self.calls if call["dropped"]]

    def in_flight(self, call: dict[str, Any]) -> bool:
        """Whether the worker was killed while this call had not been answered yet."""
        arrived = datetime.fromisoformat(call["at"])
        answered = arrived + timedelta(seconds=DELAY + WRITTEN_WITHIN)
        return any(arrived <= kill <= answered for kill in self.kills)

    def kills_in_flight(self) -> int:
        windows = [datetime.fromisoformat(call["at"]) for call in self.calls]
        return sum(
            any(arrived <= kill <= arrived + timedelta(seconds=DELAY) for arrived in windows) for kill in self.kills
        )

    def unacknowledged(self, call: dict[str, Any]) -> bool:
        return call["dropped"] or self.in_flight(call)


def worker_env(national: NationalProcess) -> dict[str, str]:
    return own_env() | {
        "NATIONAL_URL": national.url,
        "NATIONAL_PASSWORD": national.password,
        "NATIONAL_TIMEOUT": "1.5",
        "NATIONAL_LEASE_SECONDS": "16",
        "NATIONAL_BATCH": "1",
        "OUTBOX_LONGEST_PAUSE": "3",
        "NOTICE_MAIL": "off",
        "NOTICE_SMS": "off",
    }


def changes(province: Province, dossiers: list[Dossier], rng: random.Random) -> None:
    for dossier, step in interleaved(len(dossiers), STEPS, rng):
        province.change(dossiers[dossier], step)
    connection.close()


def everything_sent() -> bool:
    return not NationalMessage.objects.unsent().exists() and NationalMessage.objects.exists()


def chaos(national: NationalProcess, app: str, tmp_path: Path, *, kills: int, enough: Callable[[Run], bool]) -> Run:
    run = Run(int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6)), national)
    print(f"chaos seed {run.seed}")
    rng = random.Random(run.seed)
    province = Province()
    dossiers = [province.submitted(number % 4) for number in range(DOSSIERS)]
    national.reset()
    for service in SERVICES:
        national.faults(service=service, kind="delay", share=1, seconds=600, delay=DELAY)
        national.faults(service=service, kind="drop", share=0.35, seconds=600)
    worker = Worker(app, worker_env(national), tmp_path / "worker.log")
    busy = threading.Thread(target=changes, args=(province, dossiers, rng))
    busy.start()
    if kills:
        kill_until_enough(run, worker, national, rng)
        national.clear_faults()
    busy.join()
    wait_while_moving(lambda: enough(run), lambda: NationalMessage.objects.unsent().count(), wake_and_wait)
    worker.kill()
    run.calls = national.calls()
    return run


def wake_and_wait() -> None:
    wake(tell_nation)
    time.sleep(0.5)


def kill_until_enough(run: Run, worker: Worker, national: NationalProcess, rng: random.Random) -> None:
    """Wake the worker as beat does, and kill it in mid-call, until both counts are reached or nothing moves."""

    def work_and_kill() -> None:
        work_for(rng.uniform(1, 3), run, national)
        if run.kills_in_flight() < KILLS and somebody_calls(run, national):
            run.kills.append(worker.kill())
            worker.start()

    wait_while_moving(
        lambda: run.kills_in_flight() >= KILLS and len(run.dropped()) >= DROPS,
        lambda: (run.kills_in_flight(), len(run.dropped()), len(run.calls)),
        work_and_kill,
    )


def look(run: Run, national: NationalProcess) -> int:
    """Read what arrived since the last look. A call is looked at again until it is answered."""
    settled = [call for call in run.calls if call["code"]]
    since = settled[-1]["sequence"] if settled else 0
    fresh = national.calls(since)
    run.calls = [call for call in run.calls if call["sequence"] <= since] + fresh
    return len(fresh)


def work_for(seconds: float, run: Run, national: NationalProcess) -> None:
    """Let the worker work, counted from its first call: a worker that is still starting does not work."""
    somebody_calls(run, national)
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        wake(tell_nation)
        time.sleep(0.3)


def somebody_calls(run: Run, national: NationalProcess) -> bool:
    """Wait until a call arrives, at most as long as a worker needs to start and a lease to end."""
    look(run, national)
    ends, seen = time.monotonic() + 25, len(run.calls)
    while time.monotonic() < ends:
        wake(tell_nation)
        look(run, national)
        if len(run.calls) > seen:
            return True
        time.sleep(0.03)
    return False


def complaints(run: Run) -> list[str]:
    """Everything that is not as promised."""
    return [*wrong_order(run), *needless_repeats(run), *disagreements(run)]


def lines_arrived(run: Run) -> dict[str, list[tuple[dict[str, Any], dict[str, str]]]]:
    lines = defaultdict(list)
    for call in run.calls:
        if call["service"] == "CapNhatTienDoHoSoMC" and call["stored"]:
            for line in call["body"]["data"]:
                lines[line["MaHoSo"]].append((call, line))
    return lines


def wrong_order(run: Run) -> list[str]:
    found = []
    for code, arrivals in lines_arrived(run).items():
        first = list(dict.fromkeys(line["ThoiDiemXuLy"] for _, line in arrivals))
        if first != sorted(first):
            found.append(f"{code}: lines arrived as {first}")
    states = defaultdict(list)
    for call in run.calls:
        if call["service"] == "DongBoHoSoMC" and call["stored"]:
            for record in call["body"]["data"]:
                states[record["MaHoSo"]].append(int(record["TrangThaiHoSo"]))
    return found + [f"{code}: states arrived as {seen}" for code, seen in states.items() if seen != sorted(seen)]


def needless_repeats(run: Run) -> list[str]:
    found = []
    for code, arrivals in lines_arrived(run).items():
        calls = defaultdict(list)
        for call, line in arrivals:
            calls[line["ThoiDiemXuLy"]].append(call)
        for moment, sent in calls.items():
            if any(not run.unacknowledged(call) for call in sent[:-1]):
                found.append(f"{code}: the line of {moment} was repeated after it had been acknowledged")
    return found


def disagreements(run: Run) -> list[str]:
    here = {
        d.code: (str(d.status), [wire_time(e.at) for e in d.events.order_by("number")]) for d in Dossier.objects.all()
    }
    there: dict[str, str] = {}
    for call in run.calls:
        if call["service"] == "DongBoHoSoMC" and call["stored"]:
            there |= {record["MaHoSo"]: record["TrangThaiHoSo"] for record in call["body"]["data"]}
    lines = {
        code: sorted({line["ThoiDiemXuLy"] for _, line in arrivals}) for code, arrivals in lines_arrived(run).items()
    }
    return [
        f"{code}: here {state} {len(moments)} lines, there {there.get(code)} {len(lines.get(code, []))} lines"
        for code, (state, moments) in here.items()
        if (there.get(code), lines.get(code)) != (state, moments)
    ]


def test_nothing_is_lost_doubled_or_overtaken(national, tmp_path, capsys):
    run = chaos(national, "portal", tmp_path, kills=KILLS, enough=lambda run: everything_sent())
    with capsys.disabled():
        print(
            f"\nchaos seed {run.seed}: {len(run.kills)} kills, {run.kills_in_flight()} in flight, "
            f"{len(run.dropped())} answers dropped, {len(run.calls)} calls, "
            f"{dict(Counter(c['service'] for c in run.calls))}"
        )
    assert run.kills_in_flight() >= KILLS
    assert len(run.dropped()) >= DROPS
    assert everything_sent()
    assert complaints(run) == []
    assert {state for (state,) in Dossier.objects.values_list("status")} == {9}


def overtaken(run: Run) -> bool:
    """Whether it has gone wrong already, or everything has arrived and cannot go wrong any more."""
    run.calls = run.national.calls()
    return everything_sent() or bool(wrong_order(run) or needless_repeats(run))


def test_without_the_lease_the_same_run_fails(national, tmp_path):
    """Dropped answers and slow calls are enough: no worker needs to die for two of them to overtake each other."""
    run = chaos(national, "tests.chaos.unleased", tmp_path, kills=0, enough=overtaken)
    assert wrong_order(run) or needless_repeats(run), "the chaos test cannot fail, so it proves nothing"
