"""VNPAY 2.1.0: the signed query, the notification over its raw bytes, the codes of the answer (protocols §10.1)."""

from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest

from payments.providers.base import BadMessage, Happened
from payments.providers.vnpay import VNPay, signature, signed_text
from payments.verdicts import Verdict
from tests.payments import money

ORDER = SimpleNamespace(reference="DEMO0001", amount=150_000)
VECTOR = (
    "vnp_Amount=15000000&vnp_Command=pay&vnp_CreateDate=20200601083000&vnp_CurrCode=VND&vnp_IpAddr=10.0.0.5"
    "&vnp_Locale=vn&vnp_OrderInfo=Thanh+toan+ho+so+DEMO&vnp_OrderType=other"
    "&vnp_ReturnUrl=https%3A%2F%2Fdvc.example.test%2Freturn%3Fx%3D1&vnp_TmnCode=DEMOTMN1&vnp_TxnRef=DEMO0001"
    "&vnp_Version=2.1.0"
)
SIGNED = (
    "0cc579e62d91700d44c336cdc25ddf3ab8405a9722b4eb3fe1f05368d690f5fb"
    "4cca66874af0d92dff8ae0e6f0692c8f59f7edb5b2f6f8d8ed9aefb5d3213f2a"
)


def test_the_worked_vector():
    text = signed_text(dict(parse_qsl(VECTOR)) | {"vnp_BankCode": ""})
    assert (text, signature(text, "SECRET-DEMO")) == (VECTOR, SIGNED)


def test_a_notification_is_read():
    outcome = VNPay().read_callback(money.notification(ORDER).encode())
    assert (outcome.happened, outcome.reference, outcome.amount, outcome.transaction_id) == (
        Happened.PAID, "DEMO0001", 150_000, "14000001",
    )  # fmt: skip


def test_the_order_of_the_pairs_does_not_matter():
    pairs = money.notification(ORDER).split("&")
    assert VNPay().read_callback("&".join(reversed(pairs)).encode()).happened is Happened.PAID


@pytest.mark.parametrize(
    ("changed", "happened"),
    [
        ({"vnp_ResponseCode": "24", "vnp_TransactionStatus": "02"}, Happened.FAILED),
        ({"vnp_ResponseCode": "00", "vnp_TransactionStatus": "02"}, Happened.FAILED),
        ({"vnp_ResponseCode": "99", "vnp_TransactionStatus": "00"}, Happened.FAILED),
        ({"vnp_TransactionStatus": "01"}, Happened.PENDING),
    ],
)
def test_paid_only_where_both_codes_are_good(changed, happened):
    assert VNPay().read_callback(money.notification(ORDER, **changed).encode()).happened is happened


@pytest.mark.parametrize("extra", ["vnp_Extra=1", "vnp_Amount=15000000", "x=1", "vnp_TxnRef", "=1"])
def test_a_name_told_twice_or_added_is_refused(extra):
    with pytest.raises(BadMessage):
        VNPay().read_callback(f"{money.notification(ORDER)}&{extra}".encode())


@pytest.mark.parametrize("name", ["vnp_Amount", "vnp_TxnRef", "vnp_ResponseCode", "vnp_TmnCode", "vnp_TransactionNo"])
def test_a_changed_value_is_a_forgery(name):
    query = money.notification(ORDER).replace(f"{name}=", f"{name}=1")
    with pytest.raises(BadMessage) as bad:
        VNPay().read_callback(query.encode())
    assert bad.value.is_forged


@pytest.mark.parametrize("changed", [{"vnp_Amount": "15000050"}, {"vnp_Amount": "-1"}, {"vnp_TransactionNo": ""}])
def test_paid_without_whole_dong_or_transaction_has_no_effect(changed):
    with pytest.raises(BadMessage):
        VNPay().read_callback(money.notification(ORDER, **changed).encode())


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict.FORGED, "97"),
        (Verdict.UNKNOWN_ORDER, "01"),
        (Verdict.WRONG_AMOUNT, "04"),
        (Verdict.REPEATED, "02"),
        (Verdict.SETTLED, "00"),
        (Verdict.LATE, "00"),
        (Verdict.NOT_PAID, "00"),
        (Verdict.UNREADABLE, "99"),
    ],
)
def test_the_codes_of_the_answer(verdict, code):
    assert VNPay().acknowledgement(b"", verdict).body["RspCode"] == code
