"""Handing over: nothing lost or doubled while a provider is down, nobody held up by somebody else's trouble."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from portal.notices.models import Channel, Delivery, Preference
from portal.notices.owing import Recipient
from tests.factories import UserFactory
from tests.portal.notices.telling import DOWN, REFUSED, Box, by_mail, drain, tell

pytestmark = pytest.mark.django_db


class Picky(Box):
    """Refuses, or does not answer for, one address only."""

    def __init__(self, address, trouble) -> None:
        super().__init__()
        self.address, self.about = address, trouble

    def send(self, message) -> str:
        if message.to == self.address:
            raise self.about
        return super().send(message)


def keys(box) -> list:
    return [message.key for message in box.came]


def test_each_way_gets_it_once(person):
    tell(person)
    mail, sms = Box(), Box()
    assert drain(mail, sms) == 2
    assert drain(mail, sms) == 0
    assert (len(mail.came), len(sms.came)) == (1, 1)


def test_what_was_taken_carries_the_providers_reference(person):
    tell(person)
    drain()
    assert (by_mail().reference, by_mail().sent_at is not None, by_mail().last_error) == ("ref-1", True, "")


def test_an_hour_without_provider_loses_and_doubles_nothing(person, neighbour, clock):
    down, mail = Box(DOWN), Box()
    for minute in range(60):
        if minute % 20 == 0:
            tell(person, neighbour, once=f"a:{minute}")
        drain(down)
        clock.shift(timedelta(minutes=1))
    clock.shift(timedelta(minutes=10))
    drain(mail)
    mails = Delivery.objects.filter(channel=Channel.EMAIL)
    assert sorted(keys(mail)) == sorted(mails.values_list("key", flat=True))
    assert len(mail.came) == 6 and not Delivery.objects.unsent().exists()


def test_what_somebody_gets_keeps_its_order(person, clock):
    for number in range(4):
        tell(person, once=f"a:{number}")
        drain(Box(DOWN))
        clock.shift(timedelta(seconds=1))
    clock.shift(timedelta(minutes=10))
    mail = Box()
    drain(mail)
    assert keys(mail) == list(Delivery.objects.filter(channel="email").order_by("pk").values_list("key", flat=True))


def test_pauses_grow(person, clock):
    tell(person)
    waits = []
    for _attempt in range(5):
        drain(Box(DOWN))
        waits.append((by_mail().next_attempt_at - timezone.now()).total_seconds())
        clock.shift(timedelta(seconds=waits[-1] + 1))
    assert all(later > 1.2 * sooner for sooner, later in pairwise(waits))
    assert (by_mail().attempts, by_mail().last_error) == (5, "ConnectionRefusedError")


def test_a_refused_one_is_not_tried_again_and_holds_up_nobody(person, clock):
    tell(person, once="a:1")
    drain(Box(REFUSED))
    clock.shift(timedelta(days=1))
    tell(person, once="a:2")
    mail = Box()
    drain(mail)
    first, second = Delivery.objects.filter(channel="email").order_by("pk")
    assert (first.ended, first.last_error) == ("failed", "SMTPRecipientsRefused 550")
    assert keys(mail) == [second.key]


def test_after_the_last_attempt_a_person_must_look(person, clock, settings):
    settings.NOTICES = replace(settings.NOTICES, attempts=3)
    tell(person)
    for _attempt in range(3):
        drain(Box(DOWN))
        clock.shift(timedelta(minutes=10))
    assert by_mail().ended == "failed"
    assert drain() == 0


def test_somebody_elses_busy_mailbox_holds_up_nobody(person, neighbour):
    tell(person, neighbour)
    mail = Picky("ha@example.vn", DOWN)
    drain(mail)
    assert [message.to for message in mail.came] == ["khac@example.vn"]


def test_a_provider_that_is_down_is_not_asked_for_everybody(db):
    for number in range(8):
        tell(UserFactory(email=f"n{number}@example.vn"), once=f"a:{number}")
    asked = []

    class Deaf(Box):
        def send(self, message) -> str:
            asked.append(message)
            raise DOWN

    drain(Deaf())
    assert len(asked) == 3
    untried = Delivery.objects.filter(attempts=0, next_attempt_at__lte=timezone.now())
    assert untried.count() == 5


def test_one_way_in_trouble_leaves_the_other_alone(person):
    tell(person)
    sms = Box()
    drain(Box(DOWN), sms)
    assert len(sms.came) == 1


def test_two_workers_never_hold_the_same_message(person):
    tell(person)
    until = timezone.now() + timedelta(minutes=1)
    first = Delivery.objects.lease(subjects=10, until=until)
    assert len(first) == 2
    assert Delivery.objects.lease(subjects=10, until=until) == []


def test_a_worker_killed_before_the_mark_sends_again_under_the_same_key(person, clock):
    tell(person)
    Delivery.objects.lease(subjects=10, until=timezone.now() + timedelta(seconds=110))
    mail = Box()
    assert drain(mail) == 0
    clock.shift(timedelta(seconds=111))
    drain(mail)
    assert keys(mail) == [by_mail().key]


def test_what_was_switched_off_meanwhile_is_not_sent(person):
    tell(person)
    Preference.objects.create(person=person, channel="email", is_wanted=False)
    mail = Box()
    drain(mail)
    assert (mail.came, by_mail().ended) == ([], "dropped")


def test_an_address_taken_away_meanwhile_gets_nothing(person):
    tell(person)
    person.email = ""
    person.save()
    mail = Box()
    drain(mail)
    assert (mail.came, by_mail().ended) == ([], "dropped")


def test_it_goes_to_the_address_somebody_has_now(person):
    tell(person)
    person.email = "moi@example.vn"
    person.save()
    mail = Box()
    drain(mail)
    assert [message.to for message in mail.came] == ["moi@example.vn"]


@pytest.mark.parametrize(
    "address", ["a@example.vn, b@example.vn", "a@example.vn\r\nBcc: b@example.vn", "a@example.vn\n", "<a@example.vn>"]
)
def test_what_is_not_one_address_is_none(person, address):
    tell(Recipient(None, "Ai đó", email=address, phone="1; DROP TABLE"))
    assert not Delivery.objects.exists()


def test_a_slice_of_many_costs_few_queries(db, django_assert_max_num_queries):
    for number in range(10):
        tell(UserFactory(email=f"n{number}@example.vn"), once=f"a:{number}")
    with django_assert_max_num_queries(10 + 16):  # one mark each, two leases
        drain()
