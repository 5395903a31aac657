"""Healing what was never told: open attempts are asked about, at a pace, and end when their time is over (PA-02)."""

import logging
from collections import Counter
from datetime import datetime, timedelta

import httpx
from django.db import transaction
from django.utils import timezone

from payments import attempts, inbox
from payments.models import Attempt, InboundMessage
from payments.providers import ONLINE
from payments.providers.base import Unavailable

log = logging.getLogger(__name__)
SOON, LATER, AT_LAST = timedelta(minutes=10), timedelta(hours=1), timedelta(days=3)
"""Every ten minutes while an attempt is young, then hourly, for three days (as clients of the platform do, §7.4)."""

YOUNG = timedelta(hours=2)
PATIENCE = 3
"""So often a provider may be unavailable in one sweep; the rest of its attempts wait for the next."""


def sweep(http: httpx.Client, most: int = 100) -> int:
    """How many answers came. May run twice at once: each attempt is taken by one."""
    inbox.apply_forgotten()
    failures: Counter[str] = Counter()
    answered = 0
    for attempt in _taken(most, timezone.now()):
        if failures[attempt.provider] < PATIENCE:
            came = _ask(attempt, http)
            failures[attempt.provider] += not came
            answered += came
    expire(timezone.now())
    return answered


def expire(now: datetime) -> None:
    """Of those past their time: not final, money may still come (D20)."""
    for attempt in Attempt.objects.open().filter(expires_at__lte=now):
        Attempt.objects.move(attempt, Attempt.State.EXPIRED)


@transaction.atomic
def _taken(most: int, now: datetime) -> list[Attempt]:
    """Due ones, ours by moving their next question on before it is asked."""
    due = Attempt.objects.filter(next_query_at__lte=now).select_for_update(skip_locked=True).order_by("next_query_at")
    taken = list(due[:most])
    for attempt in taken:
        Attempt.objects.filter(pk=attempt.pk).update(next_query_at=_next(attempt, now))
    return taken


def _next(attempt: Attempt, now: datetime) -> datetime | None:
    age = now - attempt.created_at
    if age >= AT_LAST:
        return None
    return now + (SOON if age < YOUNG else LATER)


def _ask(attempt: Attempt, http: httpx.Client) -> bool:
    try:
        content = ONLINE[attempt.provider].query(attempts.order_of(attempt), http)
    except Unavailable as error:
        log.warning("%s does not say what became of an order: %s", attempt.provider, error)
        return False
    inbox.take_in(attempt.provider, InboundMessage.Kind.ANSWER, content)
    return True
