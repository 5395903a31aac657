"""A session that began at the nation ends when the nation says so: they left there, or are vouched for no more."""

import time
import uuid
from datetime import timedelta

import httpx
import jwt
import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts import sessions
from portal.accounts.models import NationalSession
from portal.accounts.nation import log_out_address
from tests.factories import UserFactory
from tests.portal.sign_on import AtTheNation, leave, local, provider, providers
from tests.portal.test_sign_on import SOMEBODY, WITHOUT_EMAIL, answer_with, come_in, somebody_is_in

pytestmark = pytest.mark.django_db
TOLD = "/sso/dvcqg/da-roi/"
EVENT = {"http://schemas.openid.net/event/backchannel-logout": {}}


@pytest.fixture
def nation(national, settings):
    providers(settings, national.url, national.client_secret)
    yield national
    for person in (SOMEBODY, WITHOUT_EMAIL):
        at_the_nation(national, username=person["username"], is_active=True)


def at_the_nation(national, **change):
    return httpx.post(f"{national.url}/__control/people", json=change).raise_for_status().json()


def still_in(window: Client) -> bool:
    return window.get("/ho-so/").status_code == 200


def long_ago() -> None:
    NationalSession.objects.update(checked_at=timezone.now() - timedelta(minutes=6))


def told(token: str) -> int:
    return Client().post(TOLD, {"logout_token": token}).status_code


def test_who_signs_out_at_the_nation_is_out_here(nation):
    window = come_in()
    assert told(at_the_nation(nation, username=SOMEBODY["username"], sign_out=True)["logout_token"]) == 200
    assert not still_in(window)


def test_in_every_browser(nation):
    windows = [come_in(), come_in()]
    told(at_the_nation(nation, username=SOMEBODY["username"], sign_out=True)["logout_token"])
    assert [still_in(window) for window in windows] == [False, False]


def test_nobody_else_is(nation):
    other = come_in(WITHOUT_EMAIL)
    come_in()
    told(at_the_nation(nation, username=SOMEBODY["username"], sign_out=True)["logout_token"])
    assert still_in(other)


def test_the_word_counts_once(nation):
    token = at_the_nation(nation, username=SOMEBODY["username"], sign_out=True)["logout_token"]
    assert [told(token), told(token)] == [200, 400]


def test_an_account_that_the_nation_withdraws_is_out_within_minutes(nation):
    window = come_in()
    at_the_nation(nation, username=SOMEBODY["username"], is_active=False)
    long_ago()
    assert (sessions.check(), still_in(window)) == (1, False)


def test_whom_the_nation_vouches_for_stays_in(nation):
    window = come_in()
    long_ago()
    assert (sessions.check(), still_in(window)) == (0, True)
    assert NationalSession.objects.get().checked_at > timezone.now() - timedelta(minutes=1)


def test_nobody_is_asked_about_more_often_than_the_word_holds(nation):
    come_in()
    at_the_nation(nation, username=SOMEBODY["username"], is_active=False)
    assert sessions.check() == 0


def test_a_nation_that_is_down_ends_nobodys_session(nation, settings):
    window = come_in()
    long_ago()
    providers(settings, "http://127.0.0.1:9", "secret")
    assert (sessions.check(), still_in(window)) == (0, True)


def test_who_was_closed_here_is_not_kept_in(nation):
    window = come_in()
    user = NationalSession.objects.get().user
    user.is_active = False
    user.save(update_fields=["is_active"])
    long_ago()
    sessions.check()
    assert not NationalSession.objects.exists()
    assert not still_in(window)


def test_signing_out_here_leaves_no_row(nation):
    come_in().post("/dang-xuat/")
    assert not NationalSession.objects.exists()


def test_the_way_out_is_the_one_the_nation_publishes(settings):
    with provider() as crooked:
        providers(settings, crooked.url, "secret")
        crooked.logs_out_at = f"{crooked.url}/ra"
        assert log_out_address() == f"{crooked.url}/ra"


def test_while_the_nation_does_not_answer_the_way_out_is_the_one_known(settings):
    providers(settings, "http://127.0.0.1:9", "secret")
    assert log_out_address() == "http://127.0.0.1:9/oidc/logout"


def test_signing_in_again_over_an_open_session_still_leads_out_of_the_nation(nation):
    window, person = Client(), AtTheNation(SOMEBODY["username"])
    for _ in range(2):
        window.get(local(person.agree(leave(window))))
    assert window.post("/dang-xuat/").headers["Location"].startswith(f"{nation.url}/oidc/logout?id_token_hint=")


def test_an_official_who_signs_in_afterwards_is_not_bound_to_the_citizen(nation, sign_in):
    window = come_in()
    window.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    told(at_the_nation(nation, username=SOMEBODY["username"], sign_out=True)["logout_token"])
    assert somebody_is_in(window)


@pytest.fixture
def crooked(settings):
    with provider() as one:
        providers(settings, one.url, "secret" * 6)
        yield one


def word(crooked, **changed):
    now = int(time.time())
    whole = {
        "iss": crooked.url,
        "aud": "bacgiang",
        "iat": now,
        "jti": uuid.uuid4().hex,
        "sub": "sub-1",
        "events": EVENT,
    }
    return {name: value for name, value in (whole | changed).items() if value is not None}


@pytest.fixture
def inside(crooked):
    window = Client()
    answer_with(crooked, window, lambda nonce: crooked.signed(crooked.claims(nonce)))
    return window


def test_a_right_word_of_any_provider_is_heard(crooked, inside):
    assert (told(crooked.signed(word(crooked))), somebody_is_in(inside)) == (200, False)


FALSE = {
    "of another issuer": {"iss": "http://evil.example"},
    "for another audience": {"aud": "hanoi"},
    "without the event": {"events": {}},
    "with a nonce, like an id_token": {"nonce": "x"},
    "about nobody": {"sub": None},
    "without a number": {"jti": None},
    "old": {"iat": int(time.time()) - 3600},
    "ended": {"exp": int(time.time()) - 3600},
}


@pytest.mark.parametrize("fault", FALSE)
def test_a_false_word_ends_nothing(crooked, inside, fault):
    assert (told(crooked.signed(word(crooked, **FALSE[fault]))), still_in(inside)) == (400, True)


@pytest.mark.parametrize("token", ["", "x.y.z", "a" * 5000])
def test_nonsense_ends_nothing(crooked, inside, token):
    assert (told(token), still_in(inside)) == (400, True)


def test_an_unsigned_word_ends_nothing(crooked, inside):
    assert told(jwt.encode(word(crooked), "", algorithm="none", headers={"kid": "k1"})) == 400
    assert still_in(inside)
