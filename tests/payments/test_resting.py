"""A platform that does not answer hangs nobody: it is left alone for a while, the page offers another way (PA-12)."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from django.urls import reverse
from django.utils import timezone

from payments import attempts, resting
from payments.models import Attempt
from payments.providers.base import Refused, Unavailable
from tests.payments import money

pytestmark = pytest.mark.django_db


class Platform:
    """Answers INIT with what it is told to, and counts."""

    def __init__(self, answer=None) -> None:
        self.answer, self.asked = answer, 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.answer is None:
            raise httpx.ReadTimeout("x")
        return self.answer(request)

    def pay(self, attempt: Attempt) -> str:
        order = attempts.order_of(attempt)
        return attempts.hand_over(attempt, order, httpx.Client(transport=httpx.MockTransport(self)))


@pytest.fixture(autouse=True)
def still(time_machine):
    time_machine.move_to(timezone.now(), tick=False)


def dead(attempt: Attempt, times: int) -> Platform:
    platform = Platform()
    for _ in range(times):
        with pytest.raises(Unavailable):
            platform.pay(attempt)
    return platform


def good(attempt: Attempt) -> Platform:
    answer = {"MaLoi": "00", "MaThamChieu": attempt.reference, "UrlThanhToan": "https://payplat/trang"}
    return Platform(lambda request: httpx.Response(200, json=answer))


def test_after_three_failures_nobody_is_sent_there(attempt):
    assert dead(attempt, 10).asked == resting.PATIENCE
    assert resting.resting(timezone.now()) == {"payplat"}


def test_when_the_rest_is_over_one_goes_first(attempt, time_machine):
    dead(attempt, 3)
    time_machine.move_to(timezone.now() + resting.REST + timedelta(seconds=1), tick=False)
    resting.ask_leave("payplat")
    with pytest.raises(resting.Resting):
        resting.ask_leave("payplat")


def test_an_answer_ends_it(attempt, time_machine):
    dead(attempt, 3)
    time_machine.move_to(timezone.now() + resting.REST + timedelta(seconds=1), tick=False)
    good(attempt).pay(attempt)
    assert resting.resting(timezone.now()) == frozenset()
    resting.ask_leave("payplat")


def test_a_refusal_is_an_answer(attempt):
    dead(attempt, 2)
    with pytest.raises(Refused):
        Platform(lambda request: httpx.Response(200, json={"MaLoi": "05"})).pay(attempt)
    other = money.attempt(attempt.request)
    assert dead(other, 2).asked == 2


def test_the_other_gateway_is_not_concerned(attempt):
    dead(attempt, 3)
    resting.ask_leave("vnpay")


def test_the_page_says_so_at_once_and_proposes_another_way(attempt, sign_in, citizen, settings):
    settings.PAYPLAT = replace(settings.PAYPLAT, url="http://127.0.0.1:9")
    address, page = reverse("dossier_pay", args=[attempt.request.dossier.uuid]), sign_in(citizen)
    answers = [page.post(address, {"provider": "payplat"}) for _ in range(4)]
    assert {answer.status_code for answer in answers} == {503}
    shown = page.get(address).content.decode()
    assert "Hiện không trả lời." in shown
    assert shown.index('value="vnpay"') < shown.index('value="payplat"')
    assert page.post(address, {"provider": "vnpay"}).status_code == 302
