"""Asking a payment service now what became of an order, because a person wants to know."""

from dataclasses import dataclass

import httpx

from payments import attempts, inbox
from payments.models import Attempt, InboundMessage
from payments.providers import ONLINE
from payments.providers.base import BadMessage, Outcome


@dataclass(frozen=True)
class Said:
    """``outcome`` is ``None`` for an answer that cannot be believed."""

    outcome: Outcome | None
    verdict: str


def may_ask(attempt: Attempt | None) -> bool:
    return attempt is not None and attempt.provider in ONLINE


def ask(attempt: Attempt, http: httpx.Client) -> Said:
    """The answer is kept and applied like every other: asking twice changes nothing. Never within a transaction.
    Raises ``Unavailable``."""
    provider = ONLINE[attempt.provider]
    content = provider.query(attempts.order_of(attempt), http)
    verdict = inbox.take_in(attempt.provider, InboundMessage.Kind.ANSWER, content)
    try:
        return Said(provider.read_answer(content), verdict)
    except BadMessage:
        return Said(None, verdict)
