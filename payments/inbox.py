"""What providers tell: genuine messages are stored first, byte for byte, then applied (D18). Safe to be killed between.

What is not genuine has no effect and is stored as far as ``flood`` allows, with its reading.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from payments import flood
from payments.arrivals import Told
from payments.models import InboundMessage, Reading
from payments.providers import ONLINE
from payments.providers.base import BadMessage, Outcome
from payments.settlement import settle
from payments.verdicts import Verdict

Kind = InboundMessage.Kind
LEFT_ALONE = timedelta(minutes=1)
"""So long a message may rest unread: whoever stored it is at work on it, or dead."""


def take_in(provider: str, kind: Kind, content: bytes, source: str = "") -> Verdict:
    """Store, then apply. Never within a transaction of the caller's: what is stored stays stored. ``source``: from
    where a stranger's message came."""
    message = InboundMessage(provider=provider, kind=kind, content=content, arrived_at=timezone.now())
    try:
        outcome = _read(message)
    except BadMessage as bad:
        return _refuse(message, bad, source)
    message.save(force_insert=True)
    return settle(Told(provider, outcome, message))


def apply(message: InboundMessage) -> Verdict:
    """Of one that is stored; as often as one likes."""
    try:
        outcome = _read(message)
    except BadMessage as bad:
        return _note(message, _verdict(bad))
    return settle(Told(message.provider, outcome, message))


def apply_forgotten(most: int = 200) -> int:
    """Those whose bearer died between storing and applying."""
    forgotten = list(InboundMessage.objects.unread(timezone.now() - LEFT_ALONE)[:most])
    for message in forgotten:
        apply(message)
    return len(forgotten)


def _read(message: InboundMessage) -> Outcome:
    provider = ONLINE[message.provider]
    read = provider.read_callback if message.kind == Kind.CALLBACK else provider.read_answer
    return read(bytes(message.content))


def _verdict(bad: BadMessage) -> Verdict:
    return Verdict.FORGED if bad.is_forged else Verdict.UNREADABLE


@transaction.atomic
def _refuse(message: InboundMessage, bad: BadMessage, source: str) -> Verdict:
    """One transaction: a message that was cut is never without the reading that says it has no effect."""
    if flood.is_kept(message.provider, source, message.arrived_at):
        message.content = bytes(message.content)[: flood.LONGEST_KEPT]
        message.save(force_insert=True)
        Reading.objects.create(message=message, is_genuine=False, outcome=_verdict(bad), at=timezone.now())
    return _verdict(bad)


def _note(message: InboundMessage, verdict: Verdict) -> Verdict:
    noted = Reading(message=message, is_genuine=False, outcome=verdict, at=timezone.now())
    Reading.objects.bulk_create([noted], ignore_conflicts=True)
    return verdict
