"""Messages nobody signed: a few are kept, all are counted, and no genuine one is ever dropped for them (PA-18)."""

import pytest
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from payments import balances, flood
from payments.models import InboundMessage, Reading, RefusedCount
from tests.payments import money

pytestmark = pytest.mark.django_db
CONFIRM = reverse("payplat_confirm")
MANY = 30


@pytest.fixture(autouse=True)
def one_hour(time_machine):
    time_machine.move_to("2020-12-01T08:10:00+07:00", tick=False)


def told(client, content: bytes, source: str = "203.0.113.5") -> str:
    answer = client.post(CONFIRM, content, content_type="application/json", REMOTE_ADDR=source)
    return answer.json()["MaLoi"]


def forged(attempt, number: int = 0, **changed) -> bytes:
    return money.confirmation(attempt, f"F{number}", secret="x", **changed)


def test_of_a_flood_the_first_are_kept_and_all_are_counted(client, attempt):
    assert {told(client, forged(attempt, number)) for number in range(MANY)} == {"99"}
    assert InboundMessage.objects.count() == Reading.objects.count() == flood.KEPT_EACH_HOUR
    assert RefusedCount.objects.get().number == MANY


def test_a_genuine_message_amid_the_flood_is_taken_and_kept(client, attempt):
    for number in range(MANY):
        told(client, forged(attempt, number))
    assert told(client, money.confirmation(attempt)) == "00"
    assert balances.of_request(attempt.request).is_paid
    assert InboundMessage.objects.filter(reading__is_genuine=True).count() == 1


def test_what_cannot_be_read_counts_as_well(client, attempt):
    for _ in range(MANY):
        told(client, b"{")
    assert InboundMessage.objects.count() == flood.KEPT_EACH_HOUR


def test_of_a_long_forgery_the_beginning_is_kept(client, attempt):
    told(client, forged(attempt, ThongTinGiaoDich="A" * 60_000))
    assert len(InboundMessage.objects.get().content) == flood.LONGEST_KEPT


def test_a_crowd_of_sources_makes_no_more_rows_than_places(client, attempt):
    for number in range(150):
        flood.is_kept("payplat", f"198.51.100.{number}", timezone.now())
    assert RefusedCount.objects.count() <= flood.PLACES
    assert RefusedCount.objects.aggregate(all=Sum("number"))["all"] == 150


def test_the_next_hour_some_are_kept_again(client, attempt, time_machine):
    for number in range(MANY):
        told(client, forged(attempt, number))
    time_machine.move_to("2020-12-01T09:10:00+07:00", tick=False)
    told(client, forged(attempt, MANY))
    assert InboundMessage.objects.count() == flood.KEPT_EACH_HOUR + 1


def test_old_counts_are_forgotten(client, attempt, time_machine):
    told(client, forged(attempt))
    time_machine.move_to("2021-04-01T08:00:00+07:00", tick=False)
    flood.forget()
    assert not RefusedCount.objects.exists()
