"""What ``/healthz`` says: 503 for the database and pending migrations alone, everything else is told."""

import time
from collections.abc import Iterator

import pytest
from celery import current_app
from celery.signals import before_task_publish
from django.core.cache import cache
from django.db import OperationalError, connection

from dossiers.tasks import tell_nation
from portal import health
from portal.notices.tasks import send_notices
from portal.wake import wake, wake_once_a_second


@pytest.fixture
def absent_broker() -> Iterator[None]:
    named = current_app.conf.broker_url
    current_app.conf.broker_url = "redis+socket:///nonexistent/redis.sock?virtual_host=0"
    yield
    current_app.conf.broker_url = named


def ready(client):
    return client.get("/healthz/ready", secure=True)


def test_alive_needs_no_database(client):
    assert client.get("/healthz/live", secure=True).json() == {"status": "ok"}


def test_ready_tells_of_every_part(db, client):
    answer = ready(client)
    assert (answer.status_code, answer.json()["database"], answer.json()["broker"]) == (200, "ok", "ok")
    assert answer.json()["outbox"] == {"unsent": 0, "oldest_seconds": 0, "parked": 0}
    assert answer.json()["papers"] in ("pdf", "html")


def test_ready_tells_when_beat_last_ticked(db, client):
    cache.delete(health.TICK)  # a beat may have run in another test
    assert ready(client).json()["beat_seconds_ago"] is None
    health.tick()
    assert 0 <= ready(client).json()["beat_seconds_ago"] < 5
    cache.set(health.TICK, time.time() - 600, timeout=None)
    assert ready(client).json()["beat_seconds_ago"] >= 600


def test_a_pending_migration_is_not_ready(db, client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    answer = ready(client)
    assert (answer.status_code, answer.json()["pending_migrations"]) == (503, 1)


def test_without_the_database_it_is_not_ready(db, client):
    def away(*args, **kwargs):
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(away):
        answer = ready(client)
    assert (answer.status_code, answer.json()["database"]) == (503, "away")


def test_without_the_broker_it_is_ready_all_the_same(db, client, absent_broker):
    answer = ready(client)
    assert (answer.status_code, answer.json()["broker"]) == (200, "away")


def test_a_wake_up_neither_raises_nor_waits_for_an_absent_broker(absent_broker):
    began = time.monotonic()
    wake(tell_nation)
    assert time.monotonic() - began < 0.5


@pytest.fixture
def published() -> Iterator[list[str]]:
    """What goes to the broker meanwhile."""
    names: list[str] = []

    def note(sender: str, **kwargs: object) -> None:
        names.append(sender)

    before_task_publish.connect(note)
    yield names
    before_task_publish.disconnect(note)


def test_a_burst_of_wake_ups_is_one_a_second(published):
    time.sleep(1.05)
    for _ in range(5):
        wake_once_a_second(send_notices)
    assert published == [send_notices.name]
    time.sleep(1.05)
    wake_once_a_second(send_notices)
    assert published == [send_notices.name] * 2
