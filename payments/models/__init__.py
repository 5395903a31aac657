"""The ledger: request → attempts → settlements and their entries → receipts, refunds; what arrived, and what needs a
person. What has happened is never rewritten; balances are not kept anywhere (``payments.balances``)."""

from payments.models.attempts import Attempt
from payments.models.messages import InboundMessage, Reading, RefusedCount
from payments.models.money import Entry, Settlement
from payments.models.receipts import Receipt, ReceiptCopy, ReceiptPaper, ReceiptSeries, ReceiptVoid
from payments.models.refunds import Refund
from payments.models.requests import Account, Assessment, Line, PaymentRequest
from payments.models.rests import Rest
from payments.models.statements import Discrepancy, Statement, StatementLine
from payments.models.tills import Taking, Till
from payments.models.work import WorkItem

__all__ = [
    "Account",
    "Assessment",
    "Attempt",
    "Discrepancy",
    "Entry",
    "InboundMessage",
    "Line",
    "PaymentRequest",
    "Reading",
    "Receipt",
    "ReceiptCopy",
    "ReceiptPaper",
    "ReceiptSeries",
    "ReceiptVoid",
    "Refund",
    "RefusedCount",
    "Rest",
    "Settlement",
    "Statement",
    "StatementLine",
    "Taking",
    "Till",
    "WorkItem",
]
