"""A notice is a row of the transaction of its event: once per person, never without it, never after a roll-back."""

from dataclasses import replace

import pytest
from django.db import transaction

from portal.notices.models import Delivery, Notice, Preference
from portal.notices.owing import Recipient, owe
from portal.notices.sinks import chosen
from tests.portal.notices.telling import READY, reader, tell

pytestmark = pytest.mark.django_db
COUNTER = Recipient(None, "Nguyễn Văn Cụ", email="cu@example.vn", phone="0987 654 321")


def ways(notice: Notice) -> set[str]:
    return set(notice.deliveries.values_list("channel", flat=True))


def test_a_person_is_told_in_the_portal_and_by_every_way_that_reaches_them(person):
    tell(person)
    assert ways(Notice.objects.get(person=person)) == {"email", "sms"}


def test_the_same_event_twice_is_one_notice(person, neighbour):
    tell(person)
    tell(person, neighbour)
    assert Notice.objects.filter(person=person).count() == Notice.objects.filter(person=neighbour).count() == 1
    assert Delivery.objects.count() == 4


def test_another_event_is_another_notice(person):
    tell(person, once="a:1")
    tell(person, once="a:2")
    assert Notice.objects.filter(person=person).count() == 2


def test_a_contact_without_account_is_told_once_too():
    tell(COUNTER)
    tell(COUNTER)
    assert ways(Notice.objects.get(person=None)) == {"email", "sms"}


def test_what_is_rolled_back_was_never_told(person):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(person)
        raise RuntimeError
    assert not Notice.objects.exists() and not Delivery.objects.exists()


def test_who_has_no_address_is_told_in_the_portal_alone(person):
    person.email, person.phone = "", "0204 3854 321"
    person.save()
    tell(person)
    assert ways(Notice.objects.get()) == set()


def test_an_address_given_for_the_matter_serves_an_account_without_one(person):
    person.email, person.phone = "", ""
    person.save()
    tell(Recipient(person, str(person), email="viec-nay@example.vn"))
    assert ways(Notice.objects.get()) == {"email"}


def test_what_somebody_does_not_want_is_not_owed(person):
    Preference.objects.create(person=person, channel="email", is_wanted=False)
    tell(person)
    assert ways(Notice.objects.get()) == {"sms"}


def test_a_way_that_is_off_is_not_owed(person, settings):
    settings.NOTICES = replace(settings.NOTICES, sms="off")
    tell(person)
    assert set(chosen()) == ways(Notice.objects.get()) == {"email"}


@pytest.mark.parametrize("values", [{"code": "1"}, {"code": "1", "reason": "2", "more": "3"}])
def test_values_are_exactly_the_placeholders(person, values):
    with pytest.raises(ValueError, match="takes"):
        owe(READY, to=[reader(person)], values=values, link="/", once="a:1")


@pytest.mark.parametrize("link", ["https://evil.example/", "//evil.example/", "/\\evil.example/", ""])
def test_a_link_is_a_path_of_ours(person, link):
    with pytest.raises(Exception, match="notice_link_is_a_path"):
        owe(READY, to=[reader(person)], values=READY.examples, link=link, once="a:1")


def test_many_readers_cost_no_more_queries(person, neighbour, django_assert_num_queries):
    tell(person, once="warm")
    with django_assert_num_queries(7):  # the savepoint of the test's own transaction is two of them
        tell(person, neighbour)
