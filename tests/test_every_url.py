"""Every address × role × method against the written table; what is not written there fails."""

import pytest
from django.db import transaction

from tests import url_policy
from tests.walk import Place, routes


def test_every_address_is_in_the_table_and_nothing_else():
    assert set(routes()) == set(url_policy.TABLE)


def letter(answer) -> str:
    """As the table writes it."""
    if answer.status_code == 302:
        to_sign_in = "dang-nhap/?" in answer.headers["Location"] or "login/?" in answer.headers["Location"]
        return "l" if to_sign_in else "r"
    return next((letter for letter, status in url_policy.STATUS.items() if status == answer.status_code), "?")


def asked(place: Place, role: str, method: str, address: str) -> str:
    """What somebody gets, undone afterwards."""
    window = place.windows[role]
    cookies = window.cookies.copy()
    with transaction.atomic():
        answer = getattr(window, method)(address)
        answer.getvalue()
        transaction.set_rollback(True)
    window.cookies = cookies
    return letter(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", routes())
def test_everybody_gets_what_the_table_says(place, route, method):
    address = place.address(route)
    got = {role: asked(place, role, method, address) for role in url_policy.ROLES}
    assert got == url_policy.expected(route, method)


def test_nobody_enters_as_somebody_else_outside_the_demonstration(client, db):
    assert client.post("/vao-vai/clerk/").status_code == 404
