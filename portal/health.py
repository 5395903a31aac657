"""Is the portal alive, and is it ready? (cases D29, design: 503 only for the database or a pending migration.)"""

import time
from ctypes.util import find_library
from typing import Any

from celery import current_app, shared_task
from django.apps import apps
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from kombu.exceptions import OperationalError

TICK = "beat-tick"


@shared_task
def tick() -> None:
    """A sign of life of beat and a worker, kept in PostgreSQL."""
    cache.set(TICK, time.time(), timeout=None)


def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """503 while the database is away or migrations wait; everything else is reported, and alarmed elsewhere."""
    try:
        pending = len(_pending_migrations())
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "away"}, status=503)
    if pending:
        return JsonResponse({"status": "unavailable", "database": "ok", "pending_migrations": pending}, status=503)
    return JsonResponse({"status": "ok", "database": "ok", **_reported()})


def _pending_migrations() -> list[Any]:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def _reported() -> dict[str, Any]:
    ticked = cache.get(TICK)
    return {
        "broker": _broker(),
        "beat_seconds_ago": round(time.time() - ticked) if ticked else None,
        "outbox": _outbox(),
        "papers": "pdf" if can_print() else "html",
    }


def can_print() -> bool:
    """Whether the system libraries of WeasyPrint are there; without them papers are shown as printable HTML."""
    return all(find_library(name) for name in ("pango-1.0", "pangoft2-1.0"))


def _broker() -> str:
    try:
        with current_app.connection_for_read(connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except (OperationalError, OSError):
        return "away"
    return "ok"


def _outbox() -> dict[str, int]:
    """How much the nation is owed, since when, and what waits for a person."""
    messages = apps.get_model("dossiers", "NationalMessage").objects
    oldest = messages.unsent().order_by("created_at").values_list("created_at", flat=True).first()
    return {
        "unsent": messages.unsent().count(),
        "oldest_seconds": round((timezone.now() - oldest).total_seconds()) if oldest else 0,
        "parked": messages.parked().count(),
    }
