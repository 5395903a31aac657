"""The worker with its protection removed: rows are taken one by one, whatever dossier they belong to.

The negative control of the chaos test runs ``celery -A tests.chaos.unleased worker``; a race test that cannot fail
would be worthless.
"""

from datetime import datetime
from typing import Any

import django

from portal.celery import app

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from portal.outbox import OutboxQuerySet  # noqa: E402


def lease_without_subjects(
    self: OutboxQuerySet, *, subjects: int, until: datetime, now: datetime | None = None
) -> list[Any]:
    with transaction.atomic():
        due = self.unsent().filter(next_attempt_at__lte=now or timezone.now())
        rows = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("?")[:subjects])
        self.filter(pk__in=[row.pk for row in rows]).update(next_attempt_at=until)
    return rows


OutboxQuerySet.lease = lease_without_subjects  # type: ignore[method-assign]

__all__ = ["app"]
