"""Asking the payment service from an item's page: its answer is kept, applied and told; money is safe meanwhile."""

import httpx
import pytest

from payments import asking_provider, balances
from payments.models import InboundMessage, Receipt
from tests.payments.test_desk import page, post
from tests.payments.test_querying import Platform
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


def ask(attempt, state: str, **changed) -> asking_provider.Said:
    transport = httpx.MockTransport(Platform(attempt, state, **changed))
    return asking_provider.ask(attempt, httpx.Client(transport=transport))


def test_what_was_paid_and_never_told_is_settled(attempt):
    said = ask(attempt, "1")
    assert (said.verdict, said.outcome.amount) == ("settled", attempt.amount)
    assert balances.of_request(attempt.request).is_paid


def test_asking_twice_changes_nothing(attempt):
    assert [ask(attempt, "1").verdict for _ in range(2)] == ["settled", "repeated"]
    assert Receipt.objects.count() == 1


def test_an_answer_not_signed_is_kept_and_not_believed(attempt):
    said = ask(attempt, "1", secret="of somebody else")
    assert (said.outcome, said.verdict) == (None, "forged")
    assert InboundMessage.objects.count() == 1


def test_a_service_that_does_not_answer_is_told_on_the_page(double, cashier, settings):
    settings.PAYPLAT = settings.PAYPLAT.__class__(**{**vars(settings.PAYPLAT), "url": "http://127.0.0.1:9"})
    answer = post(enter(cashier), page("workitem", double), action="ask")
    assert answer.status_code == 503
    assert "Bên thanh toán không trả lời" in answer.content.decode()
