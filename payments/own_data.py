"""What a person's copy of their data says of the money of a dossier, line by line as it happened."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dossiers.models import Dossier
from payments.models import Attempt, Line, PaymentRequest, Receipt, Refund

Row = dict[str, Any]


def of_dossier(dossier: Dossier) -> list[Row]:
    """Vietnamese like all of the copy; numbers of accounts and cards are not kept, so none is told."""
    return sorted(
        [*_asked(dossier), *_tried(dossier), *_receipts(dossier), *_refunds(dossier)], key=lambda row: row["at"]
    )


def _row(what: str, name: str, amount: int, at: datetime, number: str = "") -> Row:
    return {"what": what, "name": name, "amount": amount, "at": at, "number": number}


def _asked(dossier: Dossier) -> Iterator[Row]:
    for request in PaymentRequest.objects.filter(account__dossier=dossier):
        for line in Line.objects.filter(assessment=request.current()):
            yield _row("Khoản phải nộp", line.name, line.amount, line.assessment.at)


def _tried(dossier: Dossier) -> Iterator[Row]:
    for attempt in Attempt.objects.filter(request__account__dossier=dossier):
        yield _row("Lượt trả tiền", str(attempt.get_state_display()), attempt.amount, attempt.created_at,
                   attempt.reference)  # fmt: skip


def _receipts(dossier: Dossier) -> Iterator[Row]:
    found = Receipt.objects.filter(entry__request__account__dossier=dossier).select_related("series", "void")
    for receipt in found:
        state = "Biên lai đã hủy" if hasattr(receipt, "void") else "Biên lai"
        yield _row(state, receipt.payer, receipt.amount, receipt.issued_at, f"{receipt.series.sign} {receipt}")


def _refunds(dossier: Dossier) -> Iterator[Row]:
    for refund in Refund.objects.of_dossier(dossier):
        at = refund.completed_at or refund.proposed_at
        yield _row("Hoàn tiền", str(refund.get_state_display()), refund.amount, at, refund.transaction_id)
