"""The accounts of the demonstration open by hand, too: ``manage.py code clerk`` says with what."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from portal.accounts import demo
from portal.agencies.models import Role
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk_of_the_demonstration(settings):
    settings.DEMO = True
    return PostFactory(user=UserFactory(username="demo-clerk"), role=Role.CLERK).user


def said(account: str) -> str:
    out = StringIO()
    call_command("code", account, stdout=out)
    return out.getvalue()


def test_password_and_code_open_the_desk(clerk_of_the_demonstration):
    entry, window = demo.entry("clerk"), Client()
    window.post("/dang-nhap/", {"login": entry.username, "password": entry.password})
    window.post("/dang-nhap/hai-lop/", {"code": entry.code})
    assert window.get("/quan-tri/").status_code == 200


def test_password_and_authenticator_stay_the_same(clerk_of_the_demonstration):
    assert demo.entry("clerk").password == demo.entry("demo-clerk").password


def test_the_command_says_what_opens_the_account(clerk_of_the_demonstration):
    assert all(word in said("clerk") for word in ("demo-clerk", demo.entry("clerk").password))


def test_outside_a_demonstration_nothing_is_said(clerk_of_the_demonstration, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        said("clerk")


def test_no_other_account_can_be_opened(settings):
    settings.DEMO = True
    UserFactory(username="an-official")
    with pytest.raises(CommandError):
        said("an-official")
