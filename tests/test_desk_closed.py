"""No address of the desk opens without a second step in the very session, whatever post somebody holds (D6)."""

import pytest
from django.db import transaction
from django.test import Client

from tests.walk import Place, routes

WAYS_IN_AND_OUT = {"quan-tri/login/", "quan-tri/logout/"}
DESK = [route for route in routes() if route.startswith("quan-tri/") and route not in WAYS_IN_AND_OUT]

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_password_alone(sign_in, clerk, leader, catalogue_admin, administrator) -> list[Client]:
    return [sign_in(user) for user in (clerk, leader, catalogue_admin, administrator)]


def is_closed(window: Client, method: str, address: str) -> bool:
    with transaction.atomic():
        answer = getattr(window, method)(address)
        transaction.set_rollback(True)
    return answer.status_code == 302 and answer.headers["Location"].startswith("/quan-tri/login/")


def test_the_desk_has_addresses():
    assert len(DESK) > 100


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_is_closed_to_a_password_alone(place: Place, by_password_alone, method):
    addresses = [place.address(route) for route in DESK]
    opened = [at for at in addresses for window in by_password_alone if not is_closed(window, method, at)]
    assert opened == []
