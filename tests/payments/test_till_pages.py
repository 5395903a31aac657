"""Tills at the desk: counted, closed, confirmed by another, printed."""

import pytest
from django.urls import reverse

from payments import over_the_counter
from payments.models import Till
from payments.providers import PROVIDERS
from portal.agencies.models import Role
from tests.dossiers.pages import hidden
from tests.factories import PostFactory
from tests.payments import money
from tests.portal.desk import enter
from tests.test_both_languages import VIETNAMESE, spoken

pytestmark = pytest.mark.django_db
HOME = reverse("admin:payments_till_changelist")


@pytest.fixture
def cashier(unit):
    return PostFactory(agency=unit, role=Role.CASHIER).user


@pytest.fixture
def till(owed, cashier) -> Till:
    over_the_counter.take(owed, PROVIDERS["cash"], cashier)
    return Till.objects.get()


def press(user, till: Till, action: str, **sent):
    window, address = enter(user), reverse("admin:payments_till_page", args=[till.uuid])
    token = hidden(window.get(address).content.decode(), "form_token")
    return window.post(address, {"action": action, "form_token": token, **sent})


def test_the_list_says_what_was_taken(till, cashier):
    assert "8.000" in enter(cashier).get(HOME).content.decode()


def test_counted_note_by_note_it_is_closed_and_confirmed_by_another(till, cashier, unit):
    assert press(cashier, till, "close", to_5000="1", to_1000="3").status_code == 302
    other = PostFactory(agency=unit, role=Role.LEADER).user
    assert press(other, till, "confirm").status_code == 302
    till.refresh_from_db()
    assert (till.counted, till.confirmed_by) == (money.FEE, other)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Hãy ghi số tiền đếm được"),
        ({"amount": "8.0"}, "Hãy ghi số nguyên"),
        ({"to_5000": "1.5"}, "Hãy ghi số nguyên"),
        ({"amount": "8000", "to_5000": "1"}, "cộng lại là"),
        ({"amount": "7000"}, "hãy ghi lý do"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(till, cashier, sent, said):
    answer = press(cashier, till, "close", **sent)
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    till.refresh_from_db()
    assert till.closed_at is None


def test_ones_own_till_cannot_be_confirmed(till, cashier):
    window, address = enter(cashier), reverse("admin:payments_till_page", args=[till.uuid])
    token = hidden(window.get(address).content.decode(), "form_token")
    window.post(address, {"action": "close", "amount": "8000", "form_token": token})
    again = window.get(address).content.decode()
    assert 'value="confirm"' not in again
    late = window.post(address, {"action": "confirm", "form_token": token})
    assert late.status_code == 409


def test_the_sheet_is_printed_after_closing(till, cashier):
    address = reverse("admin:payments_till_sheet", args=[till.uuid])
    assert enter(cashier).get(address).status_code == 404
    press(cashier, till, "close", amount="8.000")
    sheet = enter(cashier).get(address)
    assert sheet.content.startswith((b"%PDF-", b"<!doctype"))


def test_a_stranger_finds_no_till(till, outsider):
    assert enter(outsider).get(reverse("admin:payments_till_page", args=[till.uuid])).status_code == 404


def test_in_english_no_vietnamese_is_said(till, cashier):
    window, page = enter(cashier), reverse("admin:payments_till_page", args=[till.uuid])
    said = [text for one in (HOME, page) for text in spoken(window, one, "en").said if VIETNAMESE.search(text)]
    assert said == []
