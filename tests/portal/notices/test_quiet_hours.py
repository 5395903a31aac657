"""From nine in the evening to seven in the morning no text message leaves; e-mail does."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.notices import quiet
from portal.notices.models import Delivery
from tests.portal.notices.telling import DOWN, Box, drain, tell

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2020, 12, day, hour, minute, second, tzinfo=HERE)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        (at(1, 20, 59, 59), None),
        (at(1, 21), at(2, 7)),
        (at(1, 23, 59, 59), at(2, 7)),
        (at(2, 0), at(2, 7)),
        (at(2, 6, 59, 59), at(2, 7)),
        (at(2, 7), None),
        (at(31, 22), datetime(2021, 1, 1, 7, tzinfo=HERE)),
    ],
)
def test_the_night_is_that_of_the_province(now, ends):
    assert quiet.ends_at(now.astimezone(ZoneInfo("UTC"))) == ends


@pytest.mark.django_db
def test_what_happens_at_night_comes_in_the_morning(person, clock):
    clock.move_to(at(1, 22))
    tell(person)
    mail, sms = Box(), Box()
    drain(mail, sms)
    assert (len(mail.came), len(sms.came)) == (1, 0)
    clock.move_to(at(2, 7))
    drain(mail, sms)
    assert (len(mail.came), len(sms.came)) == (1, 1)


@pytest.mark.django_db
def test_a_backlog_of_the_day_does_not_ring_at_night(person, clock):
    tell(person)
    drain(sms=Box(DOWN))
    clock.move_to(at(1, 21))
    sms = Box()
    drain(sms=sms)
    assert sms.came == []
    assert Delivery.objects.get(channel="sms").next_attempt_at == at(2, 7)


@pytest.mark.django_db
def test_waiting_for_the_morning_is_not_being_late(person, clock):
    clock.move_to(at(1, 22))
    tell(person)
    drain()
    assert not Delivery.objects.begun(timezone.now()).exists()
    clock.move_to(at(2, 7))
    assert Delivery.objects.begun(timezone.now()).count() == 1
