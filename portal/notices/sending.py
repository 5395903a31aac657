"""The outbox of notices emptied: each delivery leased, handed over, marked, one by one.

At least once: a worker killed after the provider took a message and before the mark was written sends it again, under
the same key. Nothing is lost while a provider is down, and nothing overtakes on the same way to the same person.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.notices import letters
from portal.notices.models import Channel, Delivery, Notice, Preference
from portal.notices.sinks import Rejected, Sink, Unavailable, longest_call

log = logging.getLogger(__name__)
SLICE_SECONDS = 25
MOST_TROUBLE = 3
"""After so many failures in a row a way rests until the next slice: each may have cost a time-out."""

COMPOSE: Mapping[str, Callable[[Delivery], Any]] = {Channel.EMAIL: letters.letter, Channel.SMS: letters.text_message}


def drain(sinks: Mapping[str, Sink[Any]]) -> int:
    """Hand over what is due until nothing is, every way is in trouble, or the slice ends.

    Returns how many messages were taken.
    """
    part, taken = Slice(sinks), 0
    try:
        while leased := part.lease():
            taken += sum(part.deliver(rows) for rows in leased)
    finally:
        for sink in sinks.values():
            sink.close()
    return taken


class Slice:
    """One worker's turn. It and one longest call behind it are over before a lease is."""

    def __init__(self, sinks: Mapping[str, Sink[Any]]) -> None:
        self.sinks = sinks
        self.trouble: Counter[str] = Counter()
        self.refused: set[tuple[int, str]] = set()
        self.ends = time.monotonic() + min(SLICE_SECONDS, settings.NOTICES.lease_seconds - longest_call())

    def is_open(self, channel: str) -> bool:
        return self.trouble[channel] < MOST_TROUBLE and time.monotonic() < self.ends

    def lease(self) -> list[list[Delivery]]:
        """Up to a batch of people's waiting messages, in order, ours alone for the length of a lease."""
        now = timezone.now()
        Delivery.objects.keep_quiet(now)
        due = Delivery.objects.filter(channel__in=[channel for channel in self.sinks if self.is_open(channel)])
        until = now + timedelta(seconds=settings.NOTICES.lease_seconds)
        keys = [row.pk for row in due.lease(subjects=settings.NOTICES.batch, until=until, now=now)]
        rows = Delivery.objects.filter(pk__in=keys).select_related("notice__template", "notice__person")
        self.refused = Preference.objects.refused(row.notice.person for row in rows if row.notice.person)
        return [list(group) for _subject, group in groupby(rows.order_by("subject", "pk"), key=lambda row: row.subject)]

    def deliver(self, rows: Sequence[Delivery]) -> int:
        """How many of one subject's ``rows`` were taken; what cannot follow now stays owed."""
        taken = 0
        for place, delivery in enumerate(rows):
            if not self.is_open(delivery.channel) or not self._is_over(delivery):
                Delivery.objects.let_go(rows[place:])
                break
            taken += delivery.sent_at is not None
        return taken

    def _is_over(self, delivery: Delivery) -> bool:
        """Deal with one message; whether the next one to the same person may follow."""
        notice = delivery.notice
        if (notice.person_id, delivery.channel) in self.refused or not notice.address(delivery.channel):
            Delivery.objects.drop([delivery], "")
            return True
        try:
            reference = self.sinks[delivery.channel].send(COMPOSE[delivery.channel](delivery))
        except Unavailable as error:
            return self._failed(delivery, str(error))
        except Rejected as refusal:
            log.warning("notice %s was refused: %s", delivery.key, refusal)
            Delivery.objects.park([delivery], str(refusal))
            return True
        self.trouble[delivery.channel] = 0
        Delivery.objects.mark_handed_over(delivery, reference)
        delivery.sent_at = timezone.now()
        return True

    def _failed(self, delivery: Delivery, error: str) -> bool:
        """Later again, or after the last attempt never by itself."""
        self.trouble[delivery.channel] += 1
        if delivery.attempts + 1 >= settings.NOTICES.attempts:
            Delivery.objects.park([delivery], error)
            return True
        Delivery.objects.put_back([delivery], error)
        return False


@transaction.atomic
def forget_old() -> int:
    """Remove notices read (or without a reader) longer ago than they are kept. Returns how many."""
    before = timezone.now() - timedelta(days=settings.NOTICES.kept_days)
    old = list(Notice.objects.to_forget(before).values_list("pk", flat=True))
    Delivery.objects.filter(notice__in=old).delete()
    Notice.objects.filter(pk__in=old).delete()
    return len(old)
