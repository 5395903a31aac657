"""The page on which somebody pays an order, cancels it or lets it expire; platform and gateway share it."""

import re
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from mock_national import gateway_telling
from mock_national.gateway import notification
from mock_national.payplat_models import PaymentOrder

State = PaymentOrder.State
BEHIND_THE_PLATFORM = (
    ("Ngân hàng", (("VCB", "Vietcombank"), ("CTG", "VietinBank"), ("BIDV", "BIDV"), ("AGRIBANK", "Agribank"),
                   ("MB", "MB Bank"), ("TCB", "Techcombank"), ("VPB", "VPBank"), ("LPB", "LienVietPostBank"))),
    ("Cổng thanh toán", (("NAPAS", "NAPAS"), ("VNPAY", "VNPAY"), ("KEYPAY", "KeyPay"), ("PAYOO", "Payoo"))),
    ("Ví điện tử", (("MOMO", "MoMo"), ("VNPTPAY", "VNPT Pay"), ("VIETTELPAY", "ViettelPay"), ("ZALOPAY", "ZaloPay"))),
)  # fmt: skip
AT_THE_GATEWAY = (
    ("Cách trả tiền", (("VNPAYQR", "Mã QR trong ứng dụng ngân hàng"), ("NCB", "Thẻ nội địa"), ("VISA", "Thẻ quốc tế"))),
)
ACTS = {"pay": State.PAID, "cancel": State.CANCELLED, "expire": State.EXPIRED}
BANK = re.compile(r"[A-Z]{2,12}")
SHOWN = 200


@require_http_methods(["GET", "POST"])
def payment(request: HttpRequest, token: str) -> HttpResponse:
    order = get_object_or_404(PaymentOrder, token=token)
    to = ACTS.get(request.POST.get("action", ""))
    if to is not None and _end(order, to, request.POST.get("bank", "")):
        if to != State.EXPIRED:
            gateway_telling.tell(order)
        return redirect(_way_back(order))
    is_platform = order.service == PaymentOrder.Service.PLATFORM
    context = {
        "order": order,
        "ways": BEHIND_THE_PLATFORM if is_platform else AT_THE_GATEWAY,
        "back": _way_back(order),
    }
    return render(request, "mock_national/payment.html", context)


@transaction.atomic
def _end(order: PaymentOrder, to: PaymentOrder.State, bank: str) -> bool:
    """False where somebody in another window has ended it already."""
    held = PaymentOrder.objects.select_for_update().get(pk=order.pk)
    if held.state != State.OPEN:
        order.refresh_from_db()
        return False
    held.state = to
    if to == State.PAID:
        held.bank = bank if BANK.fullmatch(bank) else "VCB"
        held.paid_at, held.transaction_id = timezone.now(), f"{timezone.localdate():%y%m%d}{held.pk:08d}"
    held.save()
    order.refresh_from_db()
    return True


def _way_back(order: PaymentOrder) -> str:
    """What a browser brings back proves nothing, as in earnest."""
    if order.service == PaymentOrder.Service.GATEWAY:
        told = notification(order)
    else:
        told = urlencode({"MaThamChieu": order.reference})
    return f"{order.return_url}{'&' if '?' in order.return_url else '?'}{told}"


@require_GET
def orders(request: HttpRequest) -> JsonResponse:
    """What was ordered, and what the province was told; the newest first."""
    found = PaymentOrder.objects.prefetch_related("notices")[:SHOWN]
    shown = [
        {
            "service": order.service, "reference": order.reference, "amount": order.amount, "state": order.state,
            "bank": order.bank, "transaction": order.transaction_id, "page": f"/thanh-toan/{order.token}/",
            "told": [notice.answer for notice in order.notices.all()],
        }
        for order in found
    ]  # fmt: skip
    return JsonResponse({"orders": shown})
