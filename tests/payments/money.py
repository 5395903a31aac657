"""Money as tests send it: a dossier that owes, and what providers would say."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier
from payments import asking, attempts, refunding
from payments.arrivals import Told
from payments.asking import standing_requests
from payments.assessment import Due
from payments.models import Attempt, Entry, PaymentRequest, Receipt, ReceiptCopy, Refund, Settlement, WorkItem
from payments.providers import PROVIDERS, payplat, vnpay
from payments.providers.base import Happened, Outcome, written_time
from payments.refunding import Part
from payments.settlement import settle
from procedures.models import Channel, Edition, Fee
from tests import law

FEE = 8_000


def charge(edition: Edition, amount: int = FEE, **more: Any) -> Fee:
    """A fee of an edition, also of one that is law already."""
    with law.law_rewritten():
        return Fee.objects.create(
            edition=edition, channel=Channel.ONLINE, number=edition.fees.count() + 1, name="Lệ phí hộ tịch",
            amount=amount, legal_basis="Nghị quyết 33/2016/NQ-HĐND", **more,
        )  # fmt: skip


def owing(dossier: Dossier, clerk: Any, amount: int = FEE) -> PaymentRequest:
    """Received, with its fee asked for."""
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    return asked(dossier, amount)


def asked(dossier: Dossier, amount: int = FEE) -> PaymentRequest:
    """Of one that is received already."""
    charge(dossier.edition, amount)
    (request,) = standing_requests(dossier)
    return request


def asked_more(request: PaymentRequest, official: Any, amount: int = FEE) -> PaymentRequest:
    """It was corrected: so much more is owed."""
    total = request.current().total() + amount
    asking.correct(request, [Due("Lệ phí", total)], Act(official, values={"note": "Thêm bản sao"}))
    return request


def attempt(request: PaymentRequest, provider: str = "payplat") -> Attempt:
    return attempts.begin(request, PROVIDERS[provider], None)


def paid(one: Attempt, transaction: str = "GD1", **changed: Any) -> Told:
    facts: dict[str, Any] = {
        "happened": Happened.PAID, "reference": one.reference, "amount": one.amount, "transaction_id": transaction,
        "paid_at": timezone.now(), **changed,
    }  # fmt: skip
    return Told(one.provider, Outcome(**facts))


def confirmation(one: Attempt, transaction: str = "GD1", *, secret: str = "", **changed: Any) -> bytes:
    """A CONFIRM of the platform, signed after ``changed``."""
    values: dict[str, Any] = {
        "LoaiBanTin": "CONFIRM", "MaLoi": "00", "MaDoiTac": settings.PAYPLAT.partner, "MaThamChieu": one.reference,
        "SoTien": one.amount, "MaTienTe": "VND", "MaGiaoDich": transaction, "MaNganHang": "DEMOBANK",
        "ThoiGianGD": written_time(timezone.now()), "ThongTinGiaoDich": "THANH TOAN", **changed,
    }  # fmt: skip
    signed = payplat.signature((str(values[name]) for name in payplat.CONFIRM), secret or settings.PAYPLAT.secret)
    return json.dumps(values | {"MaXacThuc": signed}).encode()


def notification(one: Attempt, transaction: str = "14000001", *, secret: str = "", **changed: str) -> str:
    """The query string of VNPAY's notification, signed after ``changed``."""
    at: datetime = timezone.now()
    fields = {
        "vnp_Amount": str(one.amount * 100), "vnp_BankCode": "NCB", "vnp_BankTranNo": "VNP1", "vnp_CardType": "ATM",
        "vnp_OrderInfo": "THANH TOAN HO SO", "vnp_PayDate": written_time(at), "vnp_ResponseCode": "00",
        "vnp_TmnCode": settings.VNPAY.terminal, "vnp_TransactionNo": transaction, "vnp_TransactionStatus": "00",
        "vnp_TxnRef": one.reference, **changed,
    }  # fmt: skip
    text = vnpay.signed_text(fields)
    return f"{text}&vnp_SecureHash={quote_plus(vnpay.signature(text, secret or settings.VNPAY.secret))}"


def one_of_each(dossier: Dossier, clerk: Any) -> dict[str, Any]:
    """Of one that is received: an attempt that is still open, and by another way paid twice, with the receipt and a
    copy of it, the item, and a refund proposed."""
    request = asked(dossier)
    rows: dict[str, Any] = {"payment": attempt(request).uuid, "paymentrequest": request.pk}
    other = attempt(request, "vnpay")
    for transaction in ("GD1", "GD2"):
        settle(paid(other, transaction))
    item, receipt = WorkItem.objects.get(), Receipt.objects.get()
    assert item.settlement is not None
    refund = refunding.propose(Part(item.settlement, None, FEE), Refund.Reason.DOUBLE, Act(clerk))
    ReceiptCopy.objects.create(receipt=receipt, number=1, at=timezone.now(), by=clerk)
    return rows | {"workitem": item.pk, "refund": refund.pk, "receipt": receipt.pk, "receipt_uuid": receipt.uuid}


def give_back(settlement: Settlement, official: Any) -> Refund:
    """All of it, a moment ago."""
    now, request = timezone.now(), settlement.attempt.request if settlement.attempt else None
    refund = Refund.objects.create(
        settlement=settlement, request=request, amount=settlement.amount, reason="not_due", state="completed",
        proposed_at=now, decided_at=now, decided_by=official, sent_at=now, way=Refund.Way.TRANSFER, completed_at=now,
        transaction_id="HT1",
    )  # fmt: skip
    Entry.objects.create(settlement=settlement, request=request, amount=-settlement.amount, at=now, refund=refund)
    return refund
