"""Is the portal alive, and is it ready? (cases D29, design: 503 only for the database or a pending migration.)"""

import time
from ctypes.util import find_library
from typing import Any

from celery import shared_task
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.files.disk import free_bytes
from portal.files.models import StoredFile
from portal.files.scanning import scan_state
from portal.notices.models import Delivery
from portal.wake import broker_answers

TICK = "beat-tick"


@shared_task
def tick() -> None:
    """A sign of life of beat and a worker, kept in PostgreSQL."""
    cache.set(TICK, time.time(), timeout=None)


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """503 while the database is away or migrations wait; everything else is reported, and alarmed elsewhere."""
    try:
        if pending := len(_pending_migrations()):
            return JsonResponse({"status": "unavailable", "database": "ok", "pending_migrations": pending}, status=503)
        return JsonResponse({"status": "ok", "database": "ok", **_reported()})
    except Error:
        return JsonResponse({"status": "unavailable", "database": "away"}, status=503)


def _pending_migrations() -> list[Any]:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def _reported() -> dict[str, Any]:
    ticked = cache.get(TICK)
    return {
        "broker": "ok" if broker_answers() else "away",
        "beat_seconds_ago": round(time.time() - ticked) if ticked else None,
        "outbox": _outbox(),
        "notices": _notices(),
        "papers": "pdf" if can_print() else "html",
        "files": _files(),
    }


def _files() -> dict[str, int | str]:
    """What of the store a person must look after: damage, infection, a scanner that lags, a disk that fills up."""
    return {
        "damaged": StoredFile.objects.damaged().count(),
        "free_megabytes": free_bytes() // settings.MEGABYTE,
        **scan_state(),
    }


def can_print() -> bool:
    """Whether the system libraries of WeasyPrint are there; without them papers are shown as printable HTML."""
    return all(find_library(name) for name in ("pango-1.0", "pangoft2-1.0"))


def _outbox() -> dict[str, int]:
    """How much the nation is owed, since when, and what waits for a person."""
    messages = apps.get_model("dossiers", "NationalMessage").objects
    oldest = messages.unsent().order_by("created_at").values_list("created_at", flat=True).first()
    return {
        "unsent": messages.unsent().count(),
        "oldest_seconds": round((timezone.now() - oldest).total_seconds()) if oldest else 0,
        "parked": messages.parked().count(),
    }


def _notices() -> dict[str, int]:
    """How many notices are under way, how long the oldest has been, and how many wait for a person.

    What was put off to the morning and never tried is under way, but not late.
    """
    now = timezone.now()
    oldest = Delivery.objects.begun(now).order_by("created_at").values_list("created_at", flat=True).first()
    return {
        "unsent": Delivery.objects.unsent().count(),
        "oldest_seconds": round((now - oldest).total_seconds()) if oldest else 0,
        "failed": Delivery.objects.failed().count(),
    }
