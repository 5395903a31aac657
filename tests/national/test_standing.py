"""How a service is doing is told from its breaker and the log."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.national import standing
from portal.national.pace import ServiceState
from portal.national.standing import Standing
from tests.national.exchanges import told

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SERVICE = "DongBoHoSoMC"


def ago(**span: float):
    return NOW - timedelta(**span)


def found() -> Standing:
    return next(one for one in standing.standings(NOW) if one.service.name == SERVICE)


def breaker(until: timedelta | None, failures: int = 5) -> None:
    open_until = None if until is None else NOW + until
    ServiceState.objects.create(service=SERVICE, next_turn_at=NOW, failures=failures, open_until=open_until)


def test_the_last_good_answer_is_told_whatever_came_after():
    good = told(started_at=ago(hours=2))
    told(started_at=ago(hours=1), outcome="unavailable", code="timeout")
    assert found().good_at == good.started_at


def test_a_service_that_never_answered_has_none():
    told(outcome="unavailable", code="broken")
    assert found().good_at is None


def test_calls_of_the_last_minute_are_counted():
    for seconds in (30, 59, 61):
        told(started_at=ago(seconds=seconds))
    assert found().minute == 2


@pytest.mark.parametrize(
    ("until", "is_resting", "is_tried"),
    [(timedelta(seconds=9), True, False), (timedelta(seconds=-1), True, True), (None, False, False)],
    ids=["open", "tried", "closed"],
)
def test_the_breaker_is_told(until, is_resting, is_tried):
    told()
    breaker(until)
    assert (found().is_resting, found().is_tried, found().failures) == (is_resting, is_tried, 5)


def test_troubles_of_the_last_day_are_counted_by_kind_the_most_frequent_first():
    told(started_at=ago(hours=25), outcome="refused", code="-4")
    for hours in (1, 2):
        told(started_at=ago(hours=hours), outcome="unavailable", code="timeout")
    told(started_at=ago(hours=3), outcome="refused", code="-5")
    told(started_at=ago(hours=3))
    troubles = [(one.code, one.number, one.last_at) for one in standing.troubles(NOW)]
    assert troubles == [("timeout", 2, ago(hours=1)), ("-5", 1, ago(hours=3))]
