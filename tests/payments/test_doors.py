"""The doors of platform and gateway: stored first, answered in their words, and only genuine money counts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from payments import balances, inbox
from payments.models import Attempt, InboundMessage, Reading, Settlement
from tests.payments import money

pytestmark = pytest.mark.django_db
CONFIRM, IPN = reverse("payplat_confirm"), reverse("vnpay_ipn")


@pytest.fixture
def carded(owed) -> Attempt:
    return money.attempt(owed, "vnpay")


def told(client, content: bytes) -> dict:
    return client.post(CONFIRM, content, content_type="application/json").json()


def test_the_platform_confirms_as_often_as_it_likes(client, attempt):
    content = money.confirmation(attempt)
    assert [told(client, content)["MaLoi"] for _ in range(3)] == ["00"] * 3
    assert balances.of_request(attempt.request).is_paid
    assert list(Reading.objects.values_list("outcome", flat=True)) == ["settled", "repeated", "repeated"]


def test_a_forgery_is_kept_and_changes_nothing(client, attempt):
    assert told(client, money.confirmation(attempt, secret="x"))["MaLoi"] == "99"
    assert (Reading.objects.get().outcome, Settlement.objects.count()) == ("forged", 0)


def test_the_message_is_kept_byte_for_byte(client, attempt):
    content = money.confirmation(attempt) + b"  \n"
    told(client, content)
    assert bytes(InboundMessage.objects.get().content) == content


def test_an_old_message_sent_again_has_no_effect(client, attempt, time_machine):
    content = money.confirmation(attempt)
    told(client, content)
    time_machine.move_to(timezone.now() + timedelta(days=30))
    assert told(client, content)["MaLoi"] == "00"
    assert (Settlement.objects.count(), balances.of_request(attempt.request).surplus) == (1, 0)


def test_an_old_message_sent_again_after_a_refund_has_no_effect(client, attempt, clerk):
    content = money.confirmation(attempt)
    told(client, content)
    money.give_back(Settlement.objects.get(), clerk)
    told(client, content)
    assert (Settlement.objects.count(), balances.of_request(attempt.request).booked) == (1, 0)


def test_a_captured_answer_is_no_notification(client, attempt):
    assert told(client, money.confirmation(attempt, LoaiBanTin="QUERY"))["MaLoi"] == "99"
    assert Settlement.objects.count() == 0


def test_a_message_that_is_too_long_is_none(client, attempt):
    answer = client.post(CONFIRM, b"x" * 70_000, content_type="application/json")
    assert (answer.status_code, InboundMessage.objects.count()) == (413, 0)


def test_another_provinces_money_is_looked_into(client, attempt):
    assert told(client, money.confirmation(attempt, MaDoiTac="TINH_KHAC"))["MaLoi"] == "00"
    assert Reading.objects.get().outcome == "foreign"


def test_the_gateway_is_answered_in_its_codes(client, carded):
    query = money.notification(carded)
    codes = [client.get(f"{IPN}?{query}").json()["RspCode"] for _ in range(2)]
    assert codes == ["00", "02"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"vnp_TxnRef": "khac"}, "01"), ({"vnp_Amount": "100"}, "04"), ({"vnp_TmnCode": "KHAC"}, "01")],
)
def test_the_gateway_learns_what_does_not_fit(client, carded, changed, code):
    assert client.get(f"{IPN}?{money.notification(carded, **changed)}").json()["RspCode"] == code
    assert not balances.of_request(carded.request).booked


def test_signature_comes_before_order_and_amount(client, carded):
    query = money.notification(carded, secret="x", vnp_TxnRef="khac", vnp_Amount="1")
    assert client.get(f"{IPN}?{query}").json()["RspCode"] == "97"


def test_a_message_whose_bearer_died_is_applied_later(attempt, time_machine):
    time_machine.move_to("2020-12-01T08:00:00+07:00", tick=False)
    content = money.confirmation(attempt)
    InboundMessage.objects.create(
        provider="payplat", kind="callback", content=content, arrived_at="2020-12-01T07:00:00+07:00"
    )
    assert inbox.apply_forgotten() == 1
    assert balances.of_request(attempt.request).is_paid
