"""An import by real worker, broker and database: the worker is killed in mid-work, the broker stopped, and in the end
each record has been taken in once.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from portal import jobs
from portal.embedded.processes import Child
from portal.embedded.servers import Servers
from portal.files.storage import store
from portal.jobs import Job
from portal.wake import wake
from procedures.exchange.work import IMPORT
from procedures.models import Edition
from procedures.tasks import run_jobs
from tests.chaos.worker import EVERYTHING, ROOT, Worker
from tests.procedures.nation import clean

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("chaos"),
    pytest.mark.timeout(540),
]
RECORDS, KILLS, LEASE = 200, 4, 2


def own_env(redis_url: str | None = None) -> dict[str, str]:
    """Of a worker at the database of this test; a killed one's job rests for ``LEASE`` seconds."""
    url, name = os.environ["DATABASE_URL"], connection.settings_dict["NAME"]
    before, _slash, after = url.rpartition("/postgres?") if "/postgres?" in url else (url.rsplit("/", 1)[0], "", "")
    return dict(os.environ) | {
        "DATABASE_URL": f"{before}/{name}?{after}" if after else f"{before}/{name}",
        "DATABASE_ROLE": "portal_app",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "JOB_LEASE_SECONDS": str(LEASE),
        "REDIS_URL": redis_url or os.environ["REDIS_URL"],
    }


def ordered() -> Job:
    records = [clean(MATTHC=f"1.{number:06d}", TENTTHC=f"Thủ tục số {number}") for number in range(RECORDS)]
    file = SimpleUploadedFile("danh-muc.json", json.dumps(records).encode(), "application/json")
    return jobs.start(IMPORT, run_jobs, by=None, source=store(file, by=None))


def wait_until(ready: Callable[[], bool], seconds: float = 240, meanwhile: Callable[[], None] = lambda: None) -> None:
    ends = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < ends, [*Job.objects.values("state", "done", "total", "said", "tries")]
        meanwhile()
        time.sleep(0.1)


def reached(number: int) -> Callable[[], bool]:
    return lambda: Job.objects.filter(done__gte=number).exists()


def is_over() -> bool:
    return not Job.objects.open().exists()


def nothing_lost_nothing_twice(job: Job) -> None:
    job.refresh_from_db()
    assert (job.state, job.done, job.counts) == (Job.State.DONE, RECORDS, {"created": RECORDS})
    assert sorted(job.lines.values_list("subject", flat=True)) == [f"1.{number:06d}" for number in range(RECORDS)]
    assert Edition.objects.count() == RECORDS == Edition.objects.values("procedure").distinct().count()
    assert job.result is not None


@pytest.fixture
def worker(tmp_path) -> Iterator[Worker]:
    started = Worker("portal", own_env(), tmp_path / "worker.log", EVERYTHING)
    yield started
    started.kill()


def test_a_worker_killed_in_mid_work_loses_and_doubles_nothing(worker):
    seed = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
    print(f"chaos seed {seed}")
    rng, job = random.Random(seed), ordered()
    for kill in range(1, KILLS + 1):
        wait_until(reached(kill * RECORDS // (KILLS + 2)), meanwhile=lambda: wake(run_jobs, job.pk))
        time.sleep(rng.uniform(0, 0.5))
        assert not is_over(), "the worker was done before it could be killed"
        worker.kill()
        worker.start()
    wait_until(is_over, meanwhile=lambda: wake(run_jobs, job.pk))
    nothing_lost_nothing_twice(job)


def test_two_workers_share_the_work_and_double_nothing(worker, tmp_path):
    second, job = Worker("portal", own_env(), tmp_path / "second.log", EVERYTHING), ordered()
    try:
        wait_until(is_over, meanwhile=lambda: [wake(run_jobs, job.pk), wake(run_jobs)])
    finally:
        second.kill()
    nothing_lost_nothing_twice(job)


@pytest.fixture
def broker(tmp_path) -> Iterator[Servers]:
    """A Redis of this test's own, to be stopped."""
    servers = Servers(tmp_path, durable=False)
    servers.start_redis()
    yield servers
    servers.stop()


@pytest.fixture
def beat(broker, tmp_path) -> Iterator[Child]:
    schedule = tmp_path / "beat"
    argv = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "portal",
        "beat",
        "--schedule",
        str(schedule),
        "--loglevel",
        "WARNING",
    ]
    child = Child("beat", argv, Path(tmp_path / "beat.log"), env=own_env(broker.redis_url), folder=ROOT).start()
    yield child
    child.stop()


def test_with_the_broker_stopped_it_waits_and_runs_by_beat_when_the_broker_is_back(broker, beat, tmp_path):
    worker = Worker("portal", own_env(broker.redis_url), tmp_path / "worker.log", EVERYTHING)
    broker.children[-1].stop()
    try:
        job = ordered()
        time.sleep(6)  # longer than beat's interval
        assert Job.objects.get().state == Job.State.WAITING
        broker.start_redis()
        wait_until(is_over)
    finally:
        worker.kill()
    nothing_lost_nothing_twice(job)
