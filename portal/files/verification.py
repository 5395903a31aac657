"""Every night every stored file is read again: bytes that are missing or not those that were stored are an alarm
(D12)."""

import logging
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from portal.files.disk import quarantine
from portal.files.models import StoredFile
from portal.files.storage import path_of, sha256_of

log = logging.getLogger(__name__)

SLICE_SECONDS = 25
AT_ONCE = 10
EVERY = timedelta(hours=20)
"""Older than this is read again: a file read at the end of one night is still read in the next."""


def verify() -> int:
    """Read what was not read since yesterday, the longest unread first, for one slice. Returns how many files."""
    since, ends, read = timezone.now() - EVERY, time.monotonic() + SLICE_SECONDS, 0
    while time.monotonic() < ends and (found := _verify_some(since)):
        read += found
    return read


@transaction.atomic
def _verify_some(since: datetime) -> int:
    """A few rows under lock; other workers take others."""
    due = StoredFile.objects.filter(Q(verified_at__isnull=True) | Q(verified_at__lt=since))
    some = due.order_by(F("verified_at").asc(nulls_first=True), "pk").select_for_update(skip_locked=True)[:AT_ONCE]
    for stored in some:
        stored.damage, stored.verified_at = damage_of(stored), timezone.now()
        if stored.damage:
            log.error("stored file %s is %s", stored.uuid, stored.damage)
        stored.save(update_fields=["damage", "verified_at"])
    return len(some)


def damage_of(stored: StoredFile) -> StoredFile.Damage:
    path = _where(stored)
    try:
        return StoredFile.Damage.NONE if sha256_of(path) == stored.sha256 else StoredFile.Damage.CHANGED
    except FileNotFoundError:
        return StoredFile.Damage.MISSING


def _where(stored: StoredFile) -> Path:
    return quarantine() / str(stored.uuid) if stored.is_infected else path_of(stored.uuid)
