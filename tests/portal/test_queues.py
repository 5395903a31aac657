"""However much bulk work waits, short tasks and the nation find a slot (portal.celery, portal.embedded.up)."""

import json
import subprocess
import sys
import time
from collections import Counter

import pytest
import redis
from django.conf import settings
from django.core.cache import cache

from dossiers.issued.tasks import make_papers
from portal import health
from portal.celery import BULK, app
from portal.embedded.up import WORKERS
from portal.wake import wake
from tests.chaos.worker import ROOT, own_env

pytestmark = pytest.mark.xdist_group("chaos")  # workers of others take from all queues
BACKLOG = 40


def queues_of(words: tuple[str, ...]) -> list[str]:
    return words[words.index("--queues") + 1].split(",")


def test_every_queue_is_served_by_exactly_one_worker():
    served = Counter(queue for words in WORKERS.values() for queue in queues_of(words))
    assert served == Counter(queue.name for queue in app.conf.task_queues)


def test_bulk_work_goes_to_the_queue_of_bulk_work():
    app.loader.import_default_modules()
    assert set(app.tasks) >= BULK
    assert {app.amqp.router.route({}, name)["queue"].name for name in BULK} == {"bulk"}


@pytest.fixture
def broker():
    server = redis.Redis(unix_socket_path=settings.REDIS_URL.split("//", 1)[1].split("?")[0])
    server.delete("bulk", "celery")
    yield server
    server.delete("bulk")


@pytest.fixture
def worker(tmp_path, broker):
    """As ``up`` starts the one for short tasks."""
    argv = [sys.executable, "-m", "celery", "-A", "portal", "worker", *WORKERS["worker"], "--without-gossip"]
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(argv, env=own_env(), cwd=ROOT, stdout=log, stderr=log)
    yield process
    process.kill()
    process.wait()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_backlog_of_papers_holds_up_no_short_task(broker, worker):
    cache.delete(health.TICK)
    for _ in range(BACKLOG):
        wake(make_papers)
    wake(health.tick)
    ends = time.monotonic() + 60
    while cache.get(health.TICK) is None and time.monotonic() < ends:
        time.sleep(0.2)
    assert cache.get(health.TICK) is not None
    waiting = [json.loads(message)["headers"]["task"] for message in broker.lrange("bulk", 0, -1)]
    assert waiting.count(make_papers.name) == BACKLOG
