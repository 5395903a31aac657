"""VNPAY 2.1.0, the gateway without the platform between (protocols §10.1). Amounts on the wire are hundredths."""

import hashlib
import hmac
import uuid
from typing import Any, ClassVar
from urllib.parse import quote_plus, unquote_plus

import httpx
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payments.providers.base import (
    Answer,
    BadMessage,
    Happened,
    Online,
    Order,
    Outcome,
    post,
    read_amount,
    read_object,
    read_time,
    written_time,
)
from payments.verdicts import Verdict

VERSION, GOOD, HUNDREDTHS = "2.1.0", "00", 100
HASH, HASH_TYPE = "vnp_SecureHash", "vnp_SecureHashType"
ASK = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TxnRef", "vnp_TransactionDate", "vnp_CreateDate",
    "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
ANSWERED = (
    "vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount",
    "vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_TransactionType", "vnp_TransactionStatus", "vnp_OrderInfo",
    "vnp_PromotionCode", "vnp_PromotionAmount",
)  # fmt: skip
"""The order in which the answer of querydr is signed (as the gateway's public manual has it; not in §10.1: assumed)."""

PENDING = frozenset({"01"})
ANSWERS = {
    Verdict.FORGED: ("97", "Invalid signature"),
    Verdict.UNREADABLE: ("99", "Unknown error"),
    Verdict.UNKNOWN_ORDER: ("01", "Order not found"),
    Verdict.FOREIGN: ("01", "Order not found"),
    Verdict.WRONG_AMOUNT: ("04", "Invalid amount"),
    Verdict.REPEATED: ("02", "Order already confirmed"),
    Verdict.DOUBLE: ("02", "Order already confirmed"),
    Verdict.CONTRADICTION: ("02", "Order already confirmed"),
}
"""The order of checks is that of the manual: signature, order, amount, state. All else is taken: 00."""


def signature(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def signed_text(fields: dict[str, str]) -> str:
    """Sorted by name, names and values URL-encoded with ``+`` for a blank, empty values left out."""
    return "&".join(f"{quote_plus(name)}={quote_plus(fields[name])}" for name in sorted(fields) if fields[name])


class VNPay(Online):
    name: ClassVar[str] = "vnpay"
    label = _("VNPAY gateway")
    explanation = _("QR code in your banking application, or a card.")

    def checkout(self, order: Order, http: httpx.Client) -> str:
        """No call is made: the browser brings the order, signed."""
        text = signed_text(self._order(order))
        return f"{settings.VNPAY.url}?{text}&{HASH}={signature(text, settings.VNPAY.secret)}"

    def _order(self, order: Order) -> dict[str, str]:
        return {
            "vnp_Version": VERSION, "vnp_Command": "pay", "vnp_TmnCode": settings.VNPAY.terminal,
            "vnp_Amount": str(order.amount * HUNDREDTHS), "vnp_CurrCode": "VND", "vnp_TxnRef": order.reference,
            "vnp_OrderInfo": order.text, "vnp_OrderType": "other", "vnp_Locale": "vn",
            "vnp_ReturnUrl": order.return_url, "vnp_IpAddr": order.payer_ip,
            "vnp_CreateDate": written_time(order.created_at), "vnp_ExpireDate": written_time(order.expires_at),
        }  # fmt: skip

    def read_callback(self, content: bytes) -> Outcome:
        pairs = _pairs(content)
        signed = {name: raw for name, raw in pairs.items() if raw and name not in (HASH, HASH_TYPE)}
        text = "&".join(f"{name}={signed[name]}" for name in sorted(signed))
        _check(pairs.get(HASH, ""), text)
        return _outcome({name: unquote_plus(raw) for name, raw in signed.items()})

    def query(self, order: Order, http: httpx.Client) -> bytes:
        values = (
            uuid.uuid4().hex, VERSION, "querydr", settings.VNPAY.terminal, order.reference,
            written_time(order.created_at), written_time(timezone.now()), order.payer_ip, order.text,
        )  # fmt: skip
        asked = dict(zip(ASK, values, strict=True))
        asked[HASH] = signature("|".join(values), settings.VNPAY.secret)
        return post(http, settings.VNPAY.query_url, asked)

    def read_answer(self, content: bytes) -> Outcome:
        fields = {name: _text(value) for name, value in read_object(content).items()}
        _check(fields.get(HASH, ""), "|".join(fields.get(name, "") for name in ANSWERED))
        return _outcome({name: fields[name] for name in ANSWERED if fields.get(name)})

    def acknowledgement(self, content: bytes, verdict: str) -> Answer:
        code, message = ANSWERS.get(Verdict(verdict), (GOOD, "Confirm Success"))
        return Answer({"RspCode": code, "Message": message})


def _check(said: str, text: str) -> None:
    if not hmac.compare_digest(said.lower().encode(), signature(text, settings.VNPAY.secret).encode()):
        raise BadMessage("signature", is_forged=True)


def _pairs(content: bytes) -> dict[str, str]:
    """Undecoded, each name once, none but the gateway's own. Raises ``BadMessage``."""
    try:
        pairs = [pair.split("=", 1) for pair in content.decode("ascii").split("&") if pair]
    except UnicodeDecodeError as error:
        raise BadMessage("not a query") from error
    found = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    if len(found) != len(pairs) or not all(name.startswith("vnp_") for name in found):
        raise BadMessage("a name told twice, or not the gateway's")
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadMessage("neither text nor number")
    return str(value)


def _outcome(fields: dict[str, str]) -> Outcome:
    """Paid where both codes are good; of an order that is not known there the transaction's status is missing."""
    answer, status = fields.get("vnp_ResponseCode", ""), fields.get("vnp_TransactionStatus", "")
    paid = answer == status == GOOD
    hundredths = read_amount(fields.get("vnp_Amount", "0"))
    if paid and (hundredths % HUNDREDTHS or not fields.get("vnp_TransactionNo")):
        raise BadMessage("paid, but not in whole đồng or without a transaction")
    happened = Happened.PAID if paid else Happened.PENDING if not status or status in PENDING else Happened.FAILED
    return Outcome(
        happened,
        reference=fields.get("vnp_TxnRef", ""),
        amount=hundredths // HUNDREDTHS,
        transaction_id=fields.get("vnp_TransactionNo", ""),
        paid_at=read_time(fields["vnp_PayDate"]) if fields.get("vnp_PayDate") else timezone.now(),
        is_for_us=fields.get("vnp_TmnCode") == settings.VNPAY.terminal,
        bank=fields.get("vnp_BankCode", ""),
    )
