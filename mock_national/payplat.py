"""The payment platform as provinces see it: INIT, QUERY, GET_BILL (protocols §7), and its word when somebody paid."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mock_national.faults import active
from mock_national.gateway_faults import strike
from mock_national.payplat_bill import bill_of
from mock_national.payplat_models import PaymentOrder

GOOD, WRONG_HASH, UNKNOWN, UNREADABLE = "00", "97", "01", "99"
INIT = (
    "LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan", "MaKenhThanhToan", "MaThietBi",
    "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich", "ThoiGianGD", "Ip",
)  # fmt: skip
ASK = ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
CONFIRM = (
    "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich", "MaNganHang", "ThoiGianGD",
    "ThongTinGiaoDich",
)  # fmt: skip
STATES = {PaymentOrder.State.PAID: "1", PaymentOrder.State.OPEN: "3"}
FAILED = "4"


def signed(message: dict[str, Any], order: Iterable[str]) -> dict[str, Any]:
    text = "|".join([*(str(message.get(name, "")) for name in order), settings.PAYPLAT_SECRET])
    return message | {"MaXacThuc": hashlib.sha256(text.encode()).hexdigest()}


def confirmation(order: PaymentOrder, *, kind: str = "CONFIRM", **changed: Any) -> dict[str, Any]:
    """What is said of an order; ``SoTien`` is a number here (§7.3)."""
    paid = order.state == PaymentOrder.State.PAID
    message = {
        "LoaiBanTin": kind, "MaLoi": GOOD if paid else "24", "MaDoiTac": settings.PAYPLAT_PARTNER,
        "MaThamChieu": order.reference, "SoTien": order.amount, "MaTienTe": "VND", "MaGiaoDich": order.transaction_id,
        "MaNganHang": order.bank, "ThoiGianGD": _time(order), "ThongTinGiaoDich": order.text,
    }  # fmt: skip
    return signed(message | changed, CONFIRM)


def _time(order: PaymentOrder) -> str:
    return timezone.localtime(order.paid_at or order.created_at).strftime("%Y%m%d%H%M%S")


@csrf_exempt
@require_POST
def init(request: HttpRequest) -> HttpResponse:
    """The same reference again gets the same order: a province whose answer was cut off asks once more."""
    message, wrong = _read(request, "INIT", INIT)
    if wrong is not None:
        return wrong
    facts = {
        "amount": int(message["SoTien"]), "text": message["ThongTinGiaoDich"][:255],
        "receipt": message.get("ThongTinBienLai") or {}, "return_url": settings.PAYPLAT_RETURN_URL,
    }  # fmt: skip
    order, _is_new = PaymentOrder.objects.get_or_create(
        service=PaymentOrder.Service.PLATFORM, reference=message["MaThamChieu"], defaults=facts
    )
    address = request.build_absolute_uri(reverse("payment", args=[order.token]))
    answer = {"MaLoi": GOOD, "MoTaLoi": "Thành công", "MaDoiTac": settings.PAYPLAT_PARTNER,
              "MaThamChieu": order.reference, "UrlThanhToan": address}  # fmt: skip
    answer = signed(answer, ("MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "UrlThanhToan"))
    return strike(request, active("payplat-init"), answer)


@csrf_exempt
@require_POST
def query(request: HttpRequest) -> HttpResponse:
    message, wrong = _read(request, "QUERY", ASK)
    if wrong is not None:
        return wrong
    order = _order(message)
    if order is None:
        return _error(UNKNOWN, "Không tìm thấy giao dịch")
    state = STATES.get(PaymentOrder.State(order.state), FAILED)
    answer = confirmation(order, kind="QUERY", MaLoi=GOOD) | {"TrangThaiGD": state}
    return strike(request, active("payplat-query"), answer)


@csrf_exempt
@require_POST
def bill(request: HttpRequest) -> HttpResponse:
    message, wrong = _read(request, "GET_BILL", ASK)
    if wrong is not None:
        return wrong
    order = _order(message)
    if order is None or order.state != PaymentOrder.State.PAID:
        return _error(UNKNOWN, "Chưa có biên lai")
    return HttpResponse(bill_of(order), content_type="application/pdf")


def _order(message: dict[str, Any]) -> PaymentOrder | None:
    found = PaymentOrder.objects.filter(service=PaymentOrder.Service.PLATFORM, reference=message["MaThamChieu"])
    return found.first()


def _read(request: HttpRequest, kind: str, order: tuple[str, ...]) -> tuple[dict[str, Any], HttpResponse | None]:
    """The message, and the answer where it is not taken."""
    try:
        message = json.loads(request.body)
        said, right = str(message["MaXacThuc"]), str(signed(message, order)["MaXacThuc"])
        is_whole = message["LoaiBanTin"] == kind and (kind != "INIT" or int(message["SoTien"]) > 0)
    except (ValueError, KeyError, TypeError):
        return {}, _error(UNREADABLE, "Dữ liệu không hợp lệ")
    if not hmac.compare_digest(said.encode(), right.encode()):
        return {}, _error(WRONG_HASH, "Sai mã xác thực")
    return message, None if is_whole else _error(UNREADABLE, "Dữ liệu không hợp lệ")


def _error(code: str, text: str) -> JsonResponse:
    return JsonResponse({"MaLoi": code, "MoTaLoi": text})
