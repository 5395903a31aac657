"""Messages of the national platform: signed as documented, believed for their signature alone (protocols §7.1)."""

import json
from types import SimpleNamespace

import pytest

from payments.providers.base import BadMessage, Happened
from payments.providers.payplat import ASK, CONFIRM, INIT, PayPlat, signature
from payments.verdicts import Verdict
from tests.payments import money

SECRET = "SECRET-DEMO"
VECTORS = {
    "INIT|1.0.6|BACGIANG_DEMO|000000001|150000|PAY|1|1|vi-VN|VND|PAYMENT"
    "|THANH TOAN HO SO DEMO|20200601083000|10.0.0.5": (
        INIT, "5dae77274cd1fdc7cd83a7c62f1ee991ab0ba8dfab35d1f1d15256ee8b83669a"
    ),
    "QUERY|1.0.6|BACGIANG_DEMO|000000001|20200601084500": (
        ASK, "c2cf2a0152524cafbcd8e8639609604cd376845baea83a886e5385d2c256cb15"
    ),
    "CONFIRM|00|BACGIANG_DEMO|000000001|150000|VND|GD20200601001|DEMOBANK|20200601083512|THANH TOAN HO SO DEMO": (
        CONFIRM, "56f522d9e4eb3feb4f910cfbb2fe4fea1fa847a35a39682f1d59e8d421a12ae9"
    ),
}  # fmt: skip
ORDER = SimpleNamespace(reference="000000001", amount=150_000)


@pytest.mark.parametrize("text", VECTORS)
def test_the_worked_vectors(text):
    order, expected = VECTORS[text]
    values = text.split("|")
    assert (len(values), signature(values, SECRET)) == (len(order), expected)


def test_a_confirmation_is_read():
    outcome = PayPlat().read_callback(money.confirmation(ORDER))
    assert (outcome.happened, outcome.amount, outcome.transaction_id, outcome.is_for_us) == (
        Happened.PAID, 150_000, "GD1", True,
    )  # fmt: skip


def test_a_code_that_is_not_good_is_a_failure():
    assert PayPlat().read_callback(money.confirmation(ORDER, MaLoi="24")).happened is Happened.FAILED


def test_a_number_and_its_digits_sign_alike():
    said = json.loads(money.confirmation(ORDER))
    assert PayPlat().read_callback(json.dumps(said | {"SoTien": "150000"}).encode()).amount == 150_000


@pytest.mark.parametrize("name", CONFIRM)
def test_a_changed_value_is_a_forgery(name):
    said = json.loads(money.confirmation(ORDER))
    with pytest.raises(BadMessage) as bad:
        PayPlat().read_callback(json.dumps(said | {name: "9"}).encode())
    assert bad.value.is_forged


def test_another_key_is_a_forgery():
    with pytest.raises(BadMessage) as bad:
        PayPlat().read_callback(money.confirmation(ORDER, secret="another"))
    assert bad.value.is_forged


UNREADABLE = [
    b"", b"[]", b"{", b"\xff\xfe", b'{"MaLoi": "00", "MaLoi": "00"}', b'{"SoTien": 1e3}', b'{"SoTien": 1000.00}',
    b'{"SoTien": NaN}', b'{"SoTien": true}', b'{"SoTien": [1]}', b"[" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("content", UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_cannot_be_read_has_no_effect(content):
    with pytest.raises(BadMessage):
        PayPlat().read_callback(content)


@pytest.mark.parametrize(
    "changed",
    [{"SoTien": "-1"}, {"SoTien": "1 000"}, {"MaGiaoDich": ""}, {"ThoiGianGD": "2020"}, {"LoaiBanTin": "QUERY"}],
)
def test_what_is_signed_and_makes_no_sense_has_no_effect(changed):
    with pytest.raises(BadMessage) as bad:
        PayPlat().read_callback(money.confirmation(ORDER, **changed))
    assert not bad.value.is_forged


def test_the_hash_is_echoed_in_the_acknowledgement():
    content = money.confirmation(ORDER)
    answer = PayPlat().acknowledgement(content, Verdict.REPEATED).body
    assert (answer["MaLoi"], answer["MaXacThuc"]) == ("00", json.loads(content)["MaXacThuc"])


@pytest.mark.parametrize("verdict", [one for one in Verdict if one not in (Verdict.FORGED, Verdict.UNREADABLE)])
def test_money_that_has_arrived_is_never_refused(verdict):
    assert PayPlat().acknowledgement(money.confirmation(ORDER), verdict).body["MaLoi"] == "00"


def test_a_forgery_is_refused():
    assert PayPlat().acknowledgement(b"{", Verdict.FORGED).body["MaLoi"] == "99"
