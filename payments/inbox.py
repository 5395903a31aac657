"""What providers tell: stored first, byte for byte, then read, then applied (D18). Safe to be killed in between."""

from datetime import timedelta

from django.utils import timezone

from payments.arrivals import Told
from payments.models import InboundMessage, Reading
from payments.providers import ONLINE
from payments.providers.base import BadMessage
from payments.settlement import settle
from payments.verdicts import Verdict

Kind = InboundMessage.Kind
LEFT_ALONE = timedelta(minutes=1)
"""So long a message may rest unread: whoever stored it is at work on it, or dead."""


def take_in(provider: str, kind: Kind, content: bytes) -> Verdict:
    """Store, then apply. Never within a transaction of the caller's: what is stored stays stored."""
    message = InboundMessage(provider=provider, kind=kind, content=content, arrived_at=timezone.now())
    message.save(force_insert=True)
    return apply(message)


def apply(message: InboundMessage) -> Verdict:
    """As often as one likes."""
    provider = ONLINE[message.provider]
    read = provider.read_callback if message.kind == Kind.CALLBACK else provider.read_answer
    try:
        outcome = read(bytes(message.content))
    except BadMessage as bad:
        return _refuse(message, Verdict.FORGED if bad.is_forged else Verdict.UNREADABLE)
    return settle(Told(provider.name, outcome, message))


def apply_forgotten(most: int = 200) -> int:
    """Those whose bearer died between storing and applying."""
    forgotten = list(InboundMessage.objects.unread(timezone.now() - LEFT_ALONE)[:most])
    for message in forgotten:
        apply(message)
    return len(forgotten)


def _refuse(message: InboundMessage, verdict: Verdict) -> Verdict:
    noted = {"is_genuine": False, "outcome": verdict, "at": timezone.now()}
    Reading.objects.get_or_create(message=message, defaults=noted)
    return verdict
