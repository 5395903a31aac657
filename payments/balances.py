"""What follows from the ledger. Nothing of it is stored; ``faults`` proves that it adds up."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from dossiers.models import Dossier
from payments.models import Entry, PaymentRequest, Refund, Settlement

RESERVING = (Refund.State.PROPOSED, Refund.State.APPROVED, Refund.State.SENT)


@dataclass(frozen=True)
class Balance:
    """Of one request, in đồng. ``booked`` is what was paid and not paid back."""

    owed: int
    booked: int

    @property
    def missing(self) -> int:
        return max(0, self.owed - self.booked)

    @property
    def surplus(self) -> int:
        return max(0, self.booked - self.owed)

    @property
    def is_paid(self) -> bool:
        return self.owed > 0 and not self.missing


OF_REQUEST = """
SELECT (SELECT coalesce(sum(line.amount), 0) FROM payments_line line WHERE line.assessment_id = (
            SELECT id FROM payments_assessment WHERE request_id = %(request)s ORDER BY number DESC LIMIT 1)),
       (SELECT coalesce(sum(amount), 0) FROM payments_entry WHERE request_id = %(request)s)
"""


def of_request(request: PaymentRequest) -> Balance:
    """A withdrawn request owes nothing; what was paid for it is surplus."""
    with connection.cursor() as cursor:
        cursor.execute(OF_REQUEST, {"request": request.pk})
        owed, booked = cursor.fetchone()
    return Balance(0 if request.withdrawn_at else int(owed), int(booked))


@dataclass(frozen=True)
class Account:
    """Of one dossier. Always ``arrived == booked + held + returned``."""

    owed: int
    arrived: int
    booked: int
    held: int
    returned: int


def of_dossier(dossier: Dossier) -> Account:
    """Money of its attempts, and that which a person found to be meant for it."""
    requests = PaymentRequest.objects.filter(account__dossier=dossier)
    money = Settlement.objects.filter(
        Q(attempt__request__in=requests) | Q(entries__request__in=requests) | Q(work__account__dossier=dossier)
    ).distinct()
    entries = Entry.objects.filter(settlement__in=money)
    return Account(
        owed=sum(of_request(request).owed for request in requests),
        arrived=_sum(Settlement.objects.filter(pk__in=money)),
        booked=_sum(entries.filter(request__isnull=False)),
        held=_sum(entries.filter(request__isnull=True)),
        returned=-_sum(entries.filter(refund__isnull=False)),
    )


def returnable(settlement: Settlement, request: PaymentRequest | None) -> int:
    """What can still be proposed to be paid back from there."""
    here = _sum(Entry.objects.filter(settlement=settlement, request=request))
    reserved = Refund.objects.filter(settlement=settlement, request=request, state__in=RESERVING)
    return here - _sum(reserved)


def reserved(request: PaymentRequest) -> int:
    """Of what is booked to it, that which is on its way back already."""
    return _sum(Refund.objects.filter(request=request, state__in=RESERVING))


FAULTS = """
SELECT 'settlement ' || settlement.id || ': arrived ' || settlement.amount || ', entries '
       || coalesce(sum(entry.amount) FILTER (WHERE entry.refund_id IS NULL), 0)
FROM payments_settlement settlement LEFT JOIN payments_entry entry ON entry.settlement_id = settlement.id
GROUP BY settlement.id
HAVING settlement.amount <> coalesce(sum(entry.amount) FILTER (WHERE entry.refund_id IS NULL), 0)
UNION ALL
SELECT 'settlement ' || settlement_id || ': less than nothing for request ' || coalesce(request_id::text, '(held)')
FROM payments_entry GROUP BY settlement_id, request_id HAVING sum(amount) < 0
UNION ALL
SELECT 'refund ' || refund.id || ': ' || refund.state || ' ' || refund.amount || ', left '
       || coalesce(-sum(entry.amount), 0)
FROM payments_refund refund LEFT JOIN payments_entry entry ON entry.refund_id = refund.id
GROUP BY refund.id
HAVING coalesce(-sum(entry.amount), 0) <> CASE WHEN refund.state = 'completed' THEN refund.amount ELSE 0 END
UNION ALL
SELECT 'attempt ' || attempt.id || ': confirmed, and no money' FROM payments_attempt attempt
WHERE attempt.state = 'confirmed'
  AND NOT EXISTS (SELECT 1 FROM payments_settlement money WHERE money.attempt_id = attempt.id)
UNION ALL
SELECT 'series ' || series.id || ': last ' || series.last || ', receipts ' || count(receipt.id)
       || ', highest ' || coalesce(max(receipt.number), 0)
FROM payments_receiptseries series LEFT JOIN payments_receipt receipt ON receipt.series_id = series.id
GROUP BY series.id
HAVING series.last <> count(receipt.id) OR series.last <> coalesce(max(receipt.number), 0)
UNION ALL
SELECT 'entry ' || entry.id || ': booked to a request, and no receipt' FROM payments_entry entry
WHERE entry.request_id IS NOT NULL AND entry.amount > 0
  AND NOT EXISTS (SELECT 1 FROM payments_receipt receipt WHERE receipt.entry_id = entry.id)
UNION ALL
SELECT 'settlement ' || entry.settlement_id || ': held, and nobody was asked to look' FROM payments_entry entry
WHERE entry.request_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM payments_workitem item WHERE item.settlement_id = entry.settlement_id)
"""


def faults() -> Iterator[str]:
    """Every way in which the whole ledger does not add up, one sentence each; nothing where it does."""
    with connection.cursor() as cursor:
        cursor.execute(FAULTS)
        for (sentence,) in cursor.fetchall():
            yield str(sentence)


def _sum(rows: QuerySet[Any]) -> int:
    total: int = rows.aggregate(total=Coalesce(Sum(F("amount")), 0))["total"]
    return total
