"""VNPAY 2.1.0 played: the page a browser is sent to, the question about an order, the notification (§10.1)."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from mock_national.faults import active
from mock_national.gateway_faults import strike
from mock_national.payplat_models import PaymentOrder

HASH = "vnp_SecureHash"
NEEDED = ("vnp_TxnRef", "vnp_Amount", "vnp_ReturnUrl", "vnp_TmnCode")
ASK = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TxnRef", "vnp_TransactionDate", "vnp_CreateDate",
    "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
ANSWERED = (
    "vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount",
    "vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_TransactionType", "vnp_TransactionStatus", "vnp_OrderInfo",
    "vnp_PromotionCode", "vnp_PromotionAmount",
)  # fmt: skip
STATUS = {PaymentOrder.State.PAID: "00", PaymentOrder.State.OPEN: "01"}


def hashed(text: str) -> str:
    return hmac.new(settings.VNPAY_SECRET.encode(), text.encode(), hashlib.sha512).hexdigest()


def signed_query(fields: dict[str, str]) -> str:
    text = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in sorted(fields.items()) if value)
    return f"{text}&{HASH}={hashed(text)}"


@require_GET
def pay(request: HttpRequest) -> HttpResponse:
    """Take the order that the browser brings, and lead to the page of paying."""
    fields = {name: str(value) for name, value in request.GET.items() if name.startswith("vnp_")}
    said = fields.pop(HASH, "")
    if not hmac.compare_digest(said.encode(), signed_query(fields).rpartition("=")[2].encode()):
        return HttpResponseBadRequest("Sai chữ ký")
    if not all(fields.get(name) for name in NEEDED) or fields["vnp_TmnCode"] != settings.VNPAY_TERMINAL:
        return HttpResponseBadRequest("Thiếu thông tin")
    facts = {
        "amount": int(fields["vnp_Amount"]) // 100, "text": fields.get("vnp_OrderInfo", ""),
        "return_url": fields["vnp_ReturnUrl"],
    }  # fmt: skip
    order, _is_new = PaymentOrder.objects.get_or_create(
        service=PaymentOrder.Service.GATEWAY, reference=fields["vnp_TxnRef"], defaults=facts
    )
    return redirect("payment", token=order.token)


def notification(order: PaymentOrder, **changed: str) -> str:
    """The query string that the province is called with."""
    paid = order.state == PaymentOrder.State.PAID
    at = timezone.localtime(order.paid_at or order.created_at)
    fields = {
        "vnp_Amount": str(order.amount * 100), "vnp_BankCode": order.bank, "vnp_BankTranNo": order.transaction_id,
        "vnp_CardType": "ATM", "vnp_OrderInfo": order.text, "vnp_PayDate": at.strftime("%Y%m%d%H%M%S"),
        "vnp_ResponseCode": "00" if paid else "24", "vnp_TmnCode": settings.VNPAY_TERMINAL,
        "vnp_TransactionNo": order.transaction_id or "0", "vnp_TransactionStatus": "00" if paid else "02",
        "vnp_TxnRef": order.reference,
    }  # fmt: skip
    return signed_query(fields | changed)


@csrf_exempt
@require_POST
def query(request: HttpRequest) -> HttpResponse:
    """querydr. An order nobody ever brought is not known here."""
    try:
        asked = {str(name): str(value) for name, value in json.loads(request.body).items()}
    except (ValueError, AttributeError):
        return JsonResponse({"vnp_ResponseCode": "99", "vnp_Message": "Invalid request"})
    right = hashed("|".join(asked.get(name, "") for name in ASK))
    if not hmac.compare_digest(asked.get(HASH, "").encode(), right.encode()):
        return JsonResponse({"vnp_ResponseCode": "97", "vnp_Message": "Invalid signature"})
    order = PaymentOrder.objects.filter(service=PaymentOrder.Service.GATEWAY, reference=asked["vnp_TxnRef"]).first()
    return strike(request, active("vnpay-query"), _answer(asked, order))


def _answer(asked: dict[str, str], order: PaymentOrder | None) -> dict[str, Any]:
    answer = dict.fromkeys(ANSWERED, "") | {
        "vnp_ResponseId": asked["vnp_RequestId"], "vnp_Command": "querydr", "vnp_TmnCode": settings.VNPAY_TERMINAL,
        "vnp_TxnRef": asked["vnp_TxnRef"], "vnp_ResponseCode": "91", "vnp_Message": "Not found",
    }  # fmt: skip
    if order is not None:
        at = timezone.localtime(order.paid_at or order.created_at)
        answer |= {
            "vnp_ResponseCode": "00", "vnp_Message": "Success", "vnp_Amount": str(order.amount * 100),
            "vnp_BankCode": order.bank, "vnp_PayDate": at.strftime("%Y%m%d%H%M%S") if order.paid_at else "",
            "vnp_TransactionNo": order.transaction_id, "vnp_TransactionType": "01", "vnp_OrderInfo": order.text,
            "vnp_TransactionStatus": STATUS.get(PaymentOrder.State(order.state), "02"),
        }  # fmt: skip
    return answer | {HASH: hashed("|".join(answer[name] for name in ANSWERED))}
