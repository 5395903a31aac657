"""Wake a worker now instead of at the next beat. What must happen is a row already; this only saves seconds."""

import logging
import time
from typing import Any

from celery import current_app
from kombu import Connection
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
SECONDS = 1
FAILURES = (OperationalError, RedisError, OSError)
_woken: dict[str, float] = {}
IMPATIENT = {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS, "max_retries": 0}


def wake(task: Any, *ids: int) -> None:
    """Publish ``task`` with nothing but ids. Never raises, never waits longer than a second."""
    try:
        with _connection() as connection:
            task.apply_async(ids, connection=connection, retry=False, expires=60)
    except FAILURES as error:
        log.warning("the broker did not take a wake-up of %s: %s", task.name, type(error).__name__)


def wake_once_a_second(task: Any) -> None:
    """``wake`` for work that takes all there is: of many calls within a second of this process the first one counts.

    What comes right after it is taken by the same slice, or at the latest with the next beat.
    """
    now = time.monotonic()
    if now - _woken.get(task.name, 0.0) >= SECONDS:
        _woken[task.name] = now
        wake(task)


def broker_answers() -> bool:
    """Within a second."""
    try:
        with _connection() as connection:
            connection.ensure_connection(max_retries=0)
    except FAILURES:
        return False
    return True


def _connection() -> Connection:
    options: dict[str, Any] = current_app.conf.broker_transport_options | IMPATIENT
    return current_app.connection_for_write(connect_timeout=SECONDS, transport_options=options)
