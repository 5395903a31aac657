"""The ledger: request → attempts → settlements and their entries → receipts, refunds; what arrived, and what needs a
person. What has happened is never rewritten; balances are not kept anywhere (``payments.balances``)."""

from payments.models.attempts import Attempt
from payments.models.messages import InboundMessage, Reading
from payments.models.money import Entry, Settlement
from payments.models.receipts import Receipt, ReceiptCopy, ReceiptPaper, ReceiptSeries, ReceiptVoid
from payments.models.refunds import Refund
from payments.models.requests import Account, Assessment, Line, PaymentRequest
from payments.models.work import WorkItem

__all__ = [
    "Account",
    "Assessment",
    "Attempt",
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
    "Settlement",
    "WorkItem",
]
