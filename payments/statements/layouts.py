"""How the daily file of each provider looks. No document describes any of them: every title here is assumed, and this
is the one place to change when the first real file comes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payments.providers.counter import BankTransfer
from payments.providers.payplat import PayPlat
from payments.providers.vnpay import VNPay


@dataclass(frozen=True)
class Column:
    """``titles``: how it may be headed, letters alike; without ``is_needed`` it may be missing."""

    titles: tuple[str, ...]
    is_needed: bool = True
    is_assumed: bool = True


@dataclass(frozen=True)
class Layout:
    """``paid``: words of the column ``state`` that mean money; a table without that column names nothing else.
    ``reference``: where in its column our reference stands, if not alone. ``total``: the word that begins the last row,
    which sums up."""

    provider: str
    label: str | Promise
    columns: Mapping[str, Column]
    paid: frozenset[str] = frozenset()
    reference: re.Pattern[str] | None = None
    total: str = "Tổng cộng"


OUR_REFERENCE = re.compile(r"BG\d{6}[0-9A-HJKMNP-TV-Z]{12}")
"""As ``attempts.begin`` draws it."""

_layouts = (
    Layout(
        PayPlat.name,
        _("National payment platform"),
        {
            "transaction": Column(("Mã giao dịch",)),
            "reference": Column(("Mã tham chiếu",)),
            "amount": Column(("Số tiền",)),
            "paid_at": Column(("Thời gian giao dịch",)),
            "state": Column(("Trạng thái",)),
            "bank": Column(("Ngân hàng", "Mã ngân hàng"), is_needed=False),
        },
        paid=frozenset({"1", "thành công"}),
    ),
    Layout(
        VNPay.name,
        _("VNPAY gateway"),
        {
            "transaction": Column(("Mã GD VNPAY", "vnp_TransactionNo")),
            "reference": Column(("Mã đơn hàng", "vnp_TxnRef")),
            "amount": Column(("Số tiền", "Số tiền thanh toán")),
            "paid_at": Column(("Thời gian thanh toán", "vnp_PayDate")),
            "state": Column(("Trạng thái", "vnp_TransactionStatus")),
            "bank": Column(("Ngân hàng", "vnp_BankCode"), is_needed=False),
        },
        paid=frozenset({"00", "thành công"}),
    ),
    Layout(
        BankTransfer.name,
        _("Bank transfer"),
        {
            "transaction": Column(("Số chứng từ", "Số bút toán")),
            "reference": Column(("Nội dung", "Diễn giải")),
            "amount": Column(("Ghi có", "Số tiền ghi có")),
            "paid_at": Column(("Ngày giao dịch", "Ngày hạch toán")),
            "bank": Column(("Ngân hàng gửi",), is_needed=False),
        },
        reference=OUR_REFERENCE,
    ),
)
LAYOUTS: Mapping[str, Layout] = {layout.provider: layout for layout in _layouts}
