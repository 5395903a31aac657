"""Stepping into a role needs no token, so the page it is asked from is asked of the browser."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from portal.accounts import roleplay
from portal.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(settings):
    """``ask(origin=...)``: the button of a role, pressed on a page of ``origin``."""
    settings.DEMO = True
    User.objects.create_user("demo-citizen", full_name="Công dân")

    def press(**headers: str):
        request = RequestFactory().post("/vao-vai/citizen/", headers=headers)
        request.session = SessionStore()
        return roleplay.enter(request, "citizen")

    return press


@pytest.mark.parametrize("headers", [{}, {"origin": "http://testserver"}])
def test_our_own_page_leads_in(ask, headers):
    assert ask(**headers).status_code == 302


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://testserver:81"])
def test_a_page_of_somebody_elses_is_refused(ask, origin):
    with pytest.raises(PermissionDenied):
        ask(origin=origin)
