"""The citizen's pages of paying: what they say, and that coming back from a payment service proves nothing."""

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.terms.steps import ASK_DUTY
from payments.models import Attempt
from payments.providers.base import Happened
from payments.settlement import settle
from tests.payments import money

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(sign_in, citizen):
    return sign_in(citizen)


def pay(owed) -> str:
    return reverse("dossier_pay", args=[owed.dossier.uuid])


def payment(attempt) -> str:
    return reverse("dossier_payment", args=[attempt.request.dossier.uuid, attempt.uuid])


def test_the_dossier_says_what_is_to_be_paid(page, owed):
    shown = page.get(reverse("dossier", args=[owed.dossier.uuid])).content.decode()
    assert 'data-missing="8000"' in shown
    assert pay(owed) in shown


def test_two_things_that_are_owed_are_told_apart(page, owed, clerk, officer):
    dossier = owed.dossier
    workflow.perform(workflow.FORWARD, dossier, Act(clerk))
    workflow.perform(ASK_DUTY, dossier, Act(officer, values={"note": "Thuế", "amount": 70_000}))
    shown = page.get(reverse("dossier", args=[dossier.uuid])).content.decode()
    assert 'data-missing="78000"' in shown
    assert "70.000 đ" in shown


def test_choosing_leads_to_the_gateway(page, owed):
    answer = page.post(pay(owed), {"provider": "vnpay"})
    assert answer.headers["Location"].startswith("http")
    assert Attempt.objects.get().state == "handed"


def test_what_the_browser_says_about_amounts_counts_for_nothing(page, owed):
    page.post(pay(owed), {"provider": "vnpay", "amount": "1", "SoTien": "1", "quantity": "-1"})
    assert Attempt.objects.get().amount == money.FEE


@pytest.mark.parametrize("provider", ["", "cash", "nobody"])
def test_a_way_must_be_chosen(page, owed, provider):
    answer = page.post(pay(owed), {"provider": provider})
    assert (answer.status_code, Attempt.objects.count()) == (200, 0)
    assert "Chọn" in answer.content.decode()


def test_two_tabs_make_one_order(page, owed):
    for _ in range(2):
        page.post(pay(owed), {"provider": "vnpay"})
    assert Attempt.objects.count() == 1


def test_a_platform_that_does_not_answer_takes_nothing(page, owed, settings):
    settings.PAYPLAT = settings.PAYPLAT.__class__(**{**vars(settings.PAYPLAT), "url": "http://127.0.0.1:9"})
    answer = page.post(pay(owed), {"provider": "payplat"})
    assert answer.status_code == 503
    assert Attempt.objects.get().state == "created"


@pytest.mark.parametrize("query", ["", "?MaLoi=00", "?vnp_ResponseCode=00&vnp_TransactionStatus=00"])
def test_coming_back_proves_nothing(page, attempt, query):
    shown = page.get(payment(attempt) + query)
    assert 'data-payment="waiting"' in shown.content.decode()
    assert (Attempt.objects.get().state, shown.headers["Refresh"]) == ("created", "5")


def test_a_payment_shows_its_receipt(page, attempt):
    settle(money.paid(attempt))
    shown = page.get(payment(attempt)).content.decode()
    assert 'data-payment="paid"' in shown
    assert 'data-receipt="0000001"' in shown


def test_a_failed_one_can_be_tried_again(page, attempt):
    settle(money.paid(attempt, happened=Happened.FAILED))
    shown = page.get(payment(attempt)).content.decode()
    assert 'data-payment="not_paid"' in shown
    assert pay(attempt.request) in shown


def test_another_sum_is_looked_into(page, attempt):
    settle(money.paid(attempt, amount=1))
    assert 'data-payment="looked_into"' in page.get(payment(attempt)).content.decode()


def test_the_platforms_way_back_finds_the_order(page, attempt):
    answer = page.get(reverse("payment_return"), {"MaThamChieu": attempt.reference})
    assert answer.headers["Location"] == payment(attempt)


def test_strangers_find_nothing(sign_in, other_citizen, clerk, attempt):
    for person in (other_citizen, clerk):
        window = sign_in(person)
        answers = [window.get(pay(attempt.request)), window.get(payment(attempt))]
        answers.append(window.get(reverse("payment_return"), {"MaThamChieu": attempt.reference}))
        assert [answer.status_code for answer in answers] == [404] * 3


def test_what_is_paid_need_not_be_paid(page, attempt):
    settle(money.paid(attempt))
    shown = page.get(pay(attempt.request)).content.decode()
    assert 'name="provider"' not in shown
