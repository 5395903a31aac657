"""Emptying an outbox of the room towards the nation: leased, sent outside any transaction, marked. So nothing is lost
and nothing overtakes; that sending twice is harmless is for each kind of message to see to.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from portal.national import pace
from portal.national.client import HeldBack, Rejected, Unavailable, longest_call
from portal.outbox import OutboxMessage, subject_of

log = logging.getLogger(__name__)
SLICE_SECONDS = 25
SUBJECTS = 20
"""Of one lease."""

Deliver = Callable[[Sequence[Any], float], int]
"""Gets what is owed of one subject, and when (monotonic) no call may begin any more; returns how many got through."""


def drain(model: type[OutboxMessage], services: Sequence[str], deliver: Deliver, calls: int = 1) -> int:
    """Deliver what is due until nothing is, nothing more gets through, or the slice ends. Returns how many got
    through. ``calls`` are as many as a delivery makes without looking at its end."""
    ends, sent = time.monotonic() + SLICE_SECONDS, 0
    while time.monotonic() < ends and not pace.left_alone_until(*services):
        acknowledged = _deliver_lease(model, deliver, ends, calls)
        if not acknowledged:
            break
        sent += acknowledged
    return sent


def _deliver_lease(model: type[OutboxMessage], deliver: Deliver, ends: float, calls: int) -> int:
    """What can no longer be tried within lease or slice is for whoever comes next."""
    seconds = settings.NATIONAL.lease_seconds
    last_call = time.monotonic() + seconds - calls * longest_call()
    owing, sent = defaultdict(list), 0
    for row in model.objects.lease(subjects=SUBJECTS, until=timezone.now() + timedelta(seconds=seconds)):
        owing[subject_of(row)].append(row)
    waiting = list(owing.values())
    while waiting:
        sent += deliver(waiting.pop(0), last_call)
        if time.monotonic() > min(ends, last_call):
            break
    model.objects.let_go([message for messages in waiting for message in messages])
    return sent


def tried(
    model: type[OutboxMessage], messages: Sequence[Any], send: Callable[[], object], behind: Sequence[Any] = ()
) -> bool:
    """Whether ``send`` told ``messages``. Else they, and what waits ``behind`` them, go back with a pause or, refused,
    wait for a person."""
    waiting = [*messages, *behind]
    try:
        send()
    except HeldBack:
        model.objects.let_go(waiting)
    except Unavailable as error:
        model.objects.put_back(waiting, str(error))
    except Rejected as refusal:
        log.error("the nation refuses %s of %s: %s", model._meta.model_name, subject_of(waiting[0]), refusal.code)
        model.objects.let_go(waiting[1:])
        model.objects.park(waiting[:1], str(refusal))
    else:
        model.objects.mark_sent(messages, timezone.now())
        return True
    return False
