"""Training: seats are given first come, first served, and never more than there are."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from procedures import guides
from procedures.models import TrainingSession
from tests.dossiers.pages import send
from tests.factories import AgencyFactory, PostFactory
from tests.portal.desk import enter


def session(seats=1, **values):
    now = timezone.now()
    day = timedelta(days=1)
    times = {"starts_at": now + 3 * day, "ends_at": now + 4 * day, "open_until": now + day}
    return TrainingSession.objects.create(
        **{"title": "Một cửa", "place": "Hội trường", "seats": seats} | times | values
    )


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_get_three_seats_and_seven_places_on_the_waiting_list():
    training, gate = session(seats=3), threading.Barrier(10)
    officials = [PostFactory().user for _ in range(10)]
    threads = [threading.Thread(target=_register, args=[training, official, gate]) for official in officials]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waiting = list(training.registrations.values_list("is_waiting", flat=True))
    assert (waiting.count(False), waiting.count(True)) == (3, 7)


def _register(training, official, gate):
    gate.wait()
    try:
        guides.register(training, official, timezone.now())
    finally:
        connection.close()


def test_who_gives_a_place_back_lets_the_next_one_in(clerk, officer):
    training = session()
    guides.register(training, clerk, timezone.now())
    assert guides.register(training, officer, timezone.now()).is_waiting
    guides.cancel(training, clerk)
    assert not training.registrations.get(official=officer).is_waiting


def test_registering_twice_takes_one_seat(clerk):
    training = session(seats=5)
    for _ in range(2):
        guides.register(training, clerk, timezone.now())
    assert training.registrations.count() == 1


def test_after_the_last_day_nobody_registers(clerk):
    with pytest.raises(guides.RegistrationClosed):
        guides.register(session(open_until=timezone.now() - timedelta(hours=1)), clerk, timezone.now())


def test_agencies_not_invited_are_told_so(clerk):
    training = session()
    training.agencies.add(AgencyFactory())
    with pytest.raises(guides.NotInvited):
        guides.register(training, clerk, timezone.now())


def test_an_official_registers_at_the_desk(clerk):
    training = session()
    response = send(enter(clerk), reverse("admin:training"), session=str(training.pk), action="register")
    assert response.status_code == 302
    assert training.registrations.get().official == clerk
