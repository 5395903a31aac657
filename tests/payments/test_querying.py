"""What was never told is asked for, at a pace, and applied by the same function (PA-02, PA-12)."""

import json
from datetime import datetime, timedelta

import httpx
import pytest
from django.utils import timezone

from payments import balances, querying
from payments.models import Attempt, Reading, WorkItem
from payments.settlement import settle
from tests.payments import money

pytestmark = pytest.mark.django_db
MORNING = datetime.fromisoformat("2026-12-01T08:00:00+07:00")


class Platform:
    """Answers every question about ``attempt`` with ``state``, or with what else it is told to."""

    def __init__(self, attempt: Attempt, state: str, **changed) -> None:
        self.attempt, self.state, self.changed, self.asked = attempt, state, changed, 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        said = json.loads(money.confirmation(self.attempt, LoaiBanTin="QUERY", **self.changed))
        return httpx.Response(200, json=said | {"TrangThaiGD": self.state})

    def sweep(self) -> int:
        return querying.sweep(httpx.Client(transport=httpx.MockTransport(self)))


@pytest.fixture
def ordered(owed, time_machine) -> Attempt:
    """Begun at eight."""
    time_machine.move_to(MORNING, tick=False)
    attempt = money.attempt(owed)
    time_machine.move_to(MORNING + timedelta(minutes=11), tick=False)
    return attempt


def test_a_lost_notification_is_healed(ordered):
    assert Platform(ordered, "1").sweep() == 1
    assert balances.of_request(ordered.request).is_paid
    assert Reading.objects.get().message.kind == "answer"


def test_the_notification_after_the_question_changes_nothing(ordered):
    Platform(ordered, "1").sweep()
    assert settle(money.paid(ordered)) == "repeated"


@pytest.mark.parametrize(("state", "left"), [("3", "created"), ("2", "created"), ("4", "failed")])
def test_what_is_not_paid_stays_open_or_fails(ordered, state, left):
    Platform(ordered, state, MaGiaoDich="").sweep()
    ordered.refresh_from_db()
    assert ordered.state == left


def test_nobody_is_asked_twice_in_ten_minutes(ordered):
    platform = Platform(ordered, "3", MaGiaoDich="")
    for _ in range(3):
        platform.sweep()
    assert platform.asked == 1


def test_after_three_days_nobody_is_asked_any_more(ordered, time_machine):
    platform = Platform(ordered, "3", MaGiaoDich="")
    time_machine.move_to(MORNING + timedelta(days=4), tick=False)
    platform.sweep()
    ordered.refresh_from_db()
    assert (ordered.next_query_at, ordered.state) == (None, "expired")


def test_money_a_second_after_the_end_is_booked_and_flagged(ordered, time_machine):
    time_machine.move_to(ordered.expires_at + timedelta(seconds=1), tick=False)
    querying.expire(timezone.now())
    assert settle(money.paid(ordered)) == "late"
    assert (balances.of_request(ordered.request).is_paid, WorkItem.objects.get().kind) == (True, "late")


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500), httpx.Response(200, text="<html>"), httpx.Response(200, text="{"),
        httpx.Response(302, headers={"Location": "http://127.0.0.1/"}), httpx.ConnectTimeout("x"), httpx.ReadError("x"),
    ],
    ids=["500", "html", "garbage", "redirect", "timeout", "reset"],
)  # fmt: skip
def test_trouble_at_the_platform_changes_nothing(ordered, answer):
    def trouble(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    querying.sweep(httpx.Client(transport=httpx.MockTransport(trouble)))
    ordered.refresh_from_db()
    assert ordered.state == "created"


def test_a_forged_answer_changes_nothing(ordered):
    Platform(ordered, "1", secret="another").sweep()
    assert (Reading.objects.get().outcome, balances.of_request(ordered.request).booked) == ("forged", 0)
