"""Which faults strike this call."""

import random

from django.db.models import Q
from django.utils import timezone

from mock_national.models import Fault

TELLING = ("lost", "late", "repeated", "reordered", "forged", "amount", "double")
"""Of word about payments (services ``payplat-tell``, ``vnpay-tell``): never sent; after ``delay`` seconds; three at
once and again; a refusal after the payment; a wrongly signed one first; another amount; a second payment."""

STATING = ("missing", "another-day", "twice", "total")
"""Of daily statements (services ``payplat-statement``, ``vnpay-statement``), besides "amount": a line left out; one of
the day before under a number of its own; one line twice; another sum below the table."""

KINDS = (
    "down", "refuse", "delay", "garbage", "drop", "duplicate", "reorder", "lose", "alter", "expire", "dirty",
    "withdraw", *TELLING, *STATING,
)  # fmt: skip
"""No answer at all; an error of the server's own; late; unreadable; stored, and the line cut; taken twice; carried out
after the next call; answered well and forgotten; stored with other values; all sessions ended before; records of the
catalogue with dirty values; a procedure taken off the list (at once, and until the next reset)."""


def active(service: str) -> dict[str, Fault]:
    """The faults that strike a call of ``service`` now, by kind; chance is asked for each."""
    current = Fault.objects.filter(Q(service=service) | Q(service="*"), until__gt=timezone.now())
    return {fault.kind: fault for fault in current if random.random() < fault.share}  # noqa: S311
