"""Writing down that money arrived, once for each transaction of a provider."""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from payments.models import InboundMessage, Settlement
from payments.providers.base import Outcome
from portal.accounts.models import User

COLUMNS = (
    "provider", "transaction_id", "reference", "amount", "bank", "paid_at", "recorded_at", "attempt_id", "message_id",
    "recorded_by_id",
)  # fmt: skip
RECORD = f"""
INSERT INTO payments_settlement ({", ".join(COLUMNS)}) VALUES ({", ".join(["%s"] * len(COLUMNS))})
ON CONFLICT (provider, transaction_id) DO NOTHING RETURNING id
"""  # noqa: S608  (nothing of anybody's in it)


@dataclass(frozen=True)
class Told:
    """What ``provider`` says, in which message; of money at the counter, who says so."""

    provider: str
    outcome: Outcome
    message: InboundMessage | None = None
    by: User | None = None

    @property
    def transaction(self) -> str:
        return self.outcome.transaction_id[:100]


def record(told: Told, order: int | None) -> Settlement | None:
    """``order``: the key of its attempt. ``None`` where the transaction is known; of two at one instant the second
    waits until the first has ended."""
    outcome = told.outcome
    settlement = Settlement(
        provider=told.provider, transaction_id=told.transaction, reference=outcome.reference[:100],
        amount=outcome.amount, bank=outcome.bank[:60], paid_at=outcome.paid_at, recorded_at=timezone.now(),
        attempt_id=order, message=told.message, recorded_by=told.by,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(RECORD, [getattr(settlement, column) for column in COLUMNS])
        row = cursor.fetchone()
    if row is None:
        return None
    settlement.pk, settlement._state.adding = row[0], False
    return settlement
