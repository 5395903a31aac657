"""The national payment platform, messages 1.0.6 (protocols §7): banks, gateways and wallets stand behind it."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from payments.providers.base import (
    Answer,
    BadMessage,
    Happened,
    Online,
    Order,
    Outcome,
    Refused,
    Unavailable,
    post,
    read_amount,
    read_object,
    read_time,
    written_time,
)
from payments.providers.payplat_receipt import receipt_facts
from payments.verdicts import Verdict

VERSION, GOOD, OTHER = "1.0.6", "00", "99"
INIT = (
    "LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan", "MaKenhThanhToan", "MaThietBi",
    "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich", "ThoiGianGD", "Ip",
)  # fmt: skip
ASK = ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
CONFIRM = (
    "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich", "MaNganHang", "ThoiGianGD",
    "ThongTinGiaoDich",
)  # fmt: skip
PAID, FAILED = "1", "4"
"""``TrangThaiGD`` in an answer to QUERY; 3 is pending, 2 is not documented and read as pending."""


def signature(values: Iterable[str], secret: str) -> str:
    """``MaXacThuc``: SHA-256 over the values in order and the secret, joined by bars (§7.1)."""
    return hashlib.sha256("|".join([*values, secret]).encode()).hexdigest()


class PayPlat(Online):
    name: ClassVar[str] = "payplat"
    label = _("National payment platform")
    explanation = _("Bank account, domestic or international card, e-wallet. You choose your bank there.")

    def checkout(self, order: Order, http: httpx.Client) -> str:
        message = self._signed(INIT, self._init(order)) | {"ThongTinBienLai": receipt_facts(order)}
        answer = _answer(post(http, f"{settings.PAYPLAT.url}/init", message))
        if answer.get("MaLoi") != GOOD:
            raise Refused(str(answer.get("MaLoi"))[:10])
        address = str(answer.get("UrlThanhToan") or "")
        if answer.get("MaThamChieu") != order.reference or not address.startswith(("https://", "http://")):
            raise Unavailable("answer to another order")
        return address

    def _init(self, order: Order) -> dict[str, str]:
        return {
            "LoaiBanTin": "INIT", "PhienBan": VERSION, "MaDoiTac": settings.PAYPLAT.partner,
            "MaThamChieu": order.reference, "SoTien": str(order.amount), "LoaiHinhThanhToan": "PAY",
            "MaKenhThanhToan": "1", "MaThietBi": "1", "NgonNgu": "vi-VN", "MaTienTe": "VND", "MaNganHang": "PAYMENT",
            "ThongTinGiaoDich": order.text, "ThoiGianGD": written_time(order.created_at), "Ip": order.payer_ip,
        }  # fmt: skip

    def read_callback(self, content: bytes) -> Outcome:
        message = self._genuine(content)
        if message["LoaiBanTin"] != "CONFIRM":
            raise BadMessage("not a confirmation")
        return self._outcome(message, Happened.PAID if message["MaLoi"] == GOOD else Happened.FAILED)

    def query(self, order: Order, http: httpx.Client) -> bytes:
        return post(http, f"{settings.PAYPLAT.url}/query", self._ask("QUERY", order.reference, order.created_at))

    def read_answer(self, content: bytes) -> Outcome:
        message = self._genuine(content)
        state = str(read_object(content).get("TrangThaiGD"))
        happened = {PAID: Happened.PAID, FAILED: Happened.FAILED}.get(state, Happened.PENDING)
        if happened is Happened.PAID and message["MaLoi"] != GOOD:
            raise BadMessage("paid and in error")
        return self._outcome(message, happened)

    def bill(self, reference: str, confirmed_at: datetime, http: httpx.Client) -> bytes:
        """The platform's own receipt, a PDF. Raises ``Unavailable``, also while there is none."""
        content = post(http, f"{settings.PAYPLAT.url}/bill", self._ask("GET_BILL", reference, confirmed_at))
        if not content.startswith(b"%PDF-"):
            raise Unavailable("no bill")
        return content

    def acknowledgement(self, content: bytes, verdict: str) -> Answer:
        """Everything genuine is acknowledged: money that has arrived is not refused. The hash is echoed (§7.1)."""
        refused = verdict in (Verdict.FORGED, Verdict.UNREADABLE)
        message = _strings(content)
        return Answer(
            {
                "MaLoi": OTHER if refused else GOOD, "MoTaLoi": "Các lỗi khác" if refused else "Thành công",
                "MaDoiTac": message.get("MaDoiTac", ""), "MaThamChieu": message.get("MaThamChieu", ""),
                "ThoiGianGD": message.get("ThoiGianGD", ""), "MaXacThuc": message.get("MaXacThuc", ""),
            }
        )  # fmt: skip

    def _ask(self, kind: str, reference: str, at: datetime) -> dict[str, Any]:
        partner = settings.PAYPLAT.partner
        values = dict(zip(ASK, (kind, VERSION, partner, reference, written_time(at)), strict=True))
        return self._signed(ASK, values)

    def _signed(self, order: tuple[str, ...], values: dict[str, str]) -> dict[str, Any]:
        return values | {"MaXacThuc": signature((values[name] for name in order), settings.PAYPLAT.secret)}

    def _genuine(self, content: bytes) -> dict[str, str]:
        """The signed values, and no others. Raises ``BadMessage``."""
        message = read_object(content)
        values = {name: _text(message.get(name)) for name in CONFIRM}
        said = str(message.get("MaXacThuc") or "").lower()
        if not hmac.compare_digest(said.encode(), signature(values.values(), settings.PAYPLAT.secret).encode()):
            raise BadMessage("signature", is_forged=True)
        return values

    def _outcome(self, message: Mapping[str, str], happened: Happened) -> Outcome:
        if happened is Happened.PAID and not message["MaGiaoDich"]:
            raise BadMessage("paid without a transaction")
        return Outcome(
            happened,
            reference=message["MaThamChieu"],
            amount=read_amount(message["SoTien"]),
            transaction_id=message["MaGiaoDich"],
            paid_at=read_time(message["ThoiGianGD"]),
            is_for_us=message["MaDoiTac"] == settings.PAYPLAT.partner,
            currency=message["MaTienTe"],
            bank=message["MaNganHang"],
        )


def _text(value: Any) -> str:
    """As it stands in the signed text: empty values keep their place, numbers are plain digits."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadMessage("neither text nor number")
    return str(value)


def _answer(content: bytes) -> dict[str, Any]:
    try:
        return read_object(content)
    except BadMessage as error:
        raise Unavailable("answer not readable") from error


def _strings(content: bytes) -> dict[str, str]:
    """What can be echoed of a message, however bad it is."""
    try:
        return {name: value for name, value in read_object(content).items() if isinstance(value, str)}
    except BadMessage:
        return {}
