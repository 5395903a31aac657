"""The daily files that platform, gateway and bank offer for download: what they took on a day, with faults by switch.

No document describes them (§7, §10.1 are silent): their columns are assumed, as a merchant's page would show them.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from mock_national.faults import active
from mock_national.payplat_models import PaymentOrder

HEADS = {
    "payplat": (
        "STT", "Mã giao dịch", "Mã tham chiếu", "Số tiền", "Thời gian giao dịch", "Ngân hàng", "Trạng thái",
    ),
    "vnpay": (
        "STT", "Mã GD VNPAY", "Mã đơn hàng", "Số tiền", "Thời gian thanh toán", "Ngân hàng", "Trạng thái",
    ),
}  # fmt: skip
NAMES = {"payplat": "Nền tảng thanh toán quốc gia", "vnpay": "Cổng VNPAY"}
TIME = "%d/%m/%Y %H:%M:%S"


@dataclass(frozen=True)
class Taken:
    transaction: str
    reference: str
    amount: int
    at: datetime
    bank: str


@require_GET
def statement(request: HttpRequest, service: str, day: str) -> HttpResponse:
    """CSV as Excel in Vietnam writes it: UTF-8 with a mark, semicolons."""
    on = parse_date(day)
    if service not in HEADS or on is None:
        raise Http404
    response = HttpResponse(_written(service, on), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="sao-ke-{service}-{on.isoformat()}.csv"'
    return response


def _written(service: str, on: date) -> str:
    faults, taken = set(active(f"{service}-statement")), list(_taken(service, on))
    if "amount" in faults and taken:
        taken[0] = replace(taken[0], amount=taken[0].amount + 1000)
    if "missing" in faults:
        taken = taken[1:]
    if "another-day" in faults and taken:
        taken[-1] = replace(taken[-1], at=taken[-1].at - timedelta(days=1), transaction=f"{taken[-1].transaction}0")
    if "twice" in faults and taken:
        taken.append(taken[0])
    total = sum(one.amount for one in taken) + (1000 if "total" in faults else 0)
    return "\ufeff" + _table(service, on, taken, total)


def _table(service: str, on: date, taken: list[Taken], total: int) -> str:
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([f"SAO KÊ GIAO DỊCH {NAMES[service].upper()}"])
    writer.writerow([f"Ngày {on:%d/%m/%Y}"])
    writer.writerow(HEADS[service])
    for number, one in enumerate(taken, 1):
        at = timezone.localtime(one.at).strftime(TIME)
        writer.writerow([number, one.transaction, one.reference, one.amount, at, one.bank, "Thành công"])
    writer.writerow(["Tổng cộng", "", "", total, "", "", ""])
    return out.getvalue()


def _taken(service: str, on: date) -> Iterator[Taken]:
    """In the order of paying, by the clock of Việt Nam."""
    paid = PaymentOrder.objects.filter(service=service, state=PaymentOrder.State.PAID, paid_at__date=on)
    for order in paid.order_by("paid_at", "pk"):
        if order.paid_at is not None:
            yield Taken(order.transaction_id, order.reference, order.amount, order.paid_at, order.bank)
