"""How long notices are kept, what the health page says of them, and that the broker may be away."""

from datetime import timedelta

import pytest
from celery import current_app
from django.db import transaction

from portal.celery import app
from portal.notices.models import Delivery, Notice
from portal.notices.owing import Recipient
from portal.notices.tasks import forget_notices, send_notices
from tests.portal.notices.telling import DOWN, REFUSED, Box, drain, tell

CONTACT = Recipient(None, "Cụ Tư", email="tu@example.vn")


def left() -> int:
    forget_notices()
    return Notice.objects.count()


def ready(client) -> dict:
    return client.get("/healthz/ready", secure=True).json()["notices"]


def test_what_was_read_long_ago_is_forgotten_with_its_deliveries(person, clock):
    tell(person)
    drain()
    Notice.objects.mark_read()
    clock.shift(timedelta(days=731))
    assert (left(), Delivery.objects.count()) == (0, 0)


def test_what_was_read_lately_is_kept(person, clock):
    tell(person)
    drain()
    clock.shift(timedelta(days=731))
    Notice.objects.mark_read()
    assert left() == 1


def test_what_nobody_read_is_kept(person, clock):
    tell(person)
    drain()
    clock.shift(timedelta(days=5000))
    assert left() == 1


def test_who_cannot_read_here_is_forgotten_too(db, clock):
    tell(CONTACT)
    drain()
    clock.shift(timedelta(days=731))
    assert left() == 0


def test_what_is_still_owed_is_never_forgotten(db, clock):
    tell(CONTACT)
    clock.shift(timedelta(days=731))
    assert left() == 1


def test_the_health_page_tells_the_age_of_the_oldest(client, person, clock):
    assert ready(client) == {"unsent": 0, "oldest_seconds": 0, "failed": 0}
    tell(person)
    drain(Box(DOWN))
    clock.shift(timedelta(minutes=5))
    assert ready(client) == {"unsent": 1, "oldest_seconds": 300, "failed": 0}


def test_the_health_page_counts_what_waits_for_a_person(client, person):
    tell(person)
    drain(Box(REFUSED))
    assert ready(client) == {"unsent": 0, "oldest_seconds": 0, "failed": 1}


def test_without_the_broker_it_is_owed_and_sent_all_the_same(
    person, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.VAR_DIR = tmp_path
    named, current_app.conf.broker_url = current_app.conf.broker_url, "redis+socket:///nonexistent/redis.sock"
    try:
        with django_capture_on_commit_callbacks(execute=True) as woken, transaction.atomic():
            tell(person)
        send_notices()
    finally:
        current_app.conf.broker_url = named
    assert len(woken) == 1
    assert not Delivery.objects.unsent().exists() and len(list((tmp_path / "mail").iterdir())) == 1


@pytest.mark.parametrize(("task", "seconds"), [(send_notices, 30), (forget_notices, 86400)])
def test_beat_does_what_a_lost_wake_up_forgot(task, seconds):
    assert {entry["schedule"] for entry in app.conf.beat_schedule.values() if entry["task"] == task.name} == {seconds}
