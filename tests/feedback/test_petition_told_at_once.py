"""What the nation is owed of a petition leaves with the commit of the act; the beat is only for what was missed."""

import time

import pytest
import redis
from django.conf import settings

from feedback.petitions import table
from portal.wake import SECONDS
from tests.feedback.conftest import done

pytestmark = pytest.mark.django_db
TASK = b'"feedback.tasks.tell_petitions"'


@pytest.fixture
def broker(monkeypatch, worker_id) -> redis.Redis:
    """Of this test alone: others that run at the same time wake workers, too."""
    place = 8 + sum(map(int, filter(str.isdigit, worker_id))) % 8
    own = settings.REDIS_URL.replace("virtual_host=0", f"virtual_host={place}")
    monkeypatch.setenv("CELERY_BROKER_WRITE_URL", own)
    server = redis.Redis(unix_socket_path=settings.REDIS_URL.split("//", 1)[1].split("?")[0], db=place)
    server.flushdb()
    time.sleep(SECONDS)  # of many calls within a second the first one counts
    return server


def woken(broker: redis.Redis) -> int:
    return sum(TASK in message for message in broker.lrange("nation", 0, -1))


def test_a_worker_is_woken_once_the_act_is_committed(broker, petition, reception, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        done(table.RECEIVE, petition, reception)
        assert woken(broker) == 0
    assert woken(broker) == 1


def test_what_the_nation_is_not_owed_wakes_nobody(broker, handled, officer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        done(table.PROPOSE, handled, officer, answer="Phường đã mở thêm một quầy.")
    assert woken(broker) == 0
