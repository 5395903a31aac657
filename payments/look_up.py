"""What the national portal is told when a citizen types the code of a dossier there in order to pay (§7.5)."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from dossiers.models import Dossier, Status
from payments import attempts, balances
from payments.asking import PAYABLE, standing_requests
from payments.models import PaymentRequest
from payments.providers import PROVIDERS
from payments.providers.base import written_time
from payments.providers.payplat import PayPlat
from payments.providers.payplat_receipt import receipt_facts

SOMETHING, NOTHING, NO = 1, 0, -1


def answer(code: str) -> dict[str, Any]:
    """Codes are numbers here; the message is an object only where there is something to pay."""
    dossier = _named(code)
    if dossier is None:
        return {"error_code": NO, "message": []}
    asked = standing_requests(dossier) if dossier.status in PAYABLE else []
    owed = [request for request in asked if balances.of_request(request).missing]
    if not owed:
        return {"error_code": NOTHING, "message": []}
    return {"error_code": SOMETHING, "message": _message(owed[0])}


def _named(code: str) -> Dossier | None:
    """By its legal, provisional or national number: whoever knows one of them may pay for it."""
    named = Q(code=code) | Q(provisional_number=code) | Q(national_code=code)
    return Dossier.objects.filter(named).exclude(status=Status.DRAFT).first() if code else None


def _message(request: PaymentRequest) -> dict[str, Any]:
    """The order is made now: the platform confirms it under this very reference (assumed), which is signed, and not
    under the code of the dossier, which is not."""
    attempt = attempts.begin_by_code(request, PROVIDERS[PayPlat.name])
    order = attempts.order_of(attempt)
    today = written_time(timezone.now())[:8]
    facts = receipt_facts(order) | {"NgayQD": today, "HoTenNguoiNop": masked(order.subject.payer)}
    known = {"transaction_id": attempt.reference, "client_id": settings.NATIONAL.unit, "MaTraCuuTT": attempt.reference}
    return known | {"SoTien": str(attempt.amount)} | facts


def masked(name: str) -> str:
    """«Trần Thị Hà» as «T*** T*** Hà»: enough to see that the code was typed right."""
    *first, last = name.split() or [""]
    return " ".join([*(f"{word[0]}***" for word in first), last])
