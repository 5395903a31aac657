"""The nation changes its keys, and its clock is not ours."""

import time

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from tests.portal.sign_on import provider, providers
from tests.portal.test_sign_on import answer_with, somebody_is_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def crooked(settings):
    with provider() as one:
        providers(settings, one.url, "secret" * 6)
        yield one
    cache.clear()


def comes_in(crooked, **changed) -> bool:
    window = Client()
    answer_with(crooked, window, lambda nonce: crooked.signed(crooked.claims(nonce, **changed)))
    return somebody_is_in(window)


def test_keys_are_read_once_for_many_sign_ins(crooked):
    assert [comes_in(crooked) for _ in range(3)] == [True] * 3
    assert crooked.asked["/oauth2/jwks"] == 1


def test_after_a_change_of_keys_the_new_one_is_read_and_believed(crooked):
    comes_in(crooked)
    crooked.key, crooked.kid = rsa.generate_private_key(public_exponent=65537, key_size=2048), "k2"
    assert comes_in(crooked)
    assert crooked.asked["/oauth2/jwks"] == 2


def test_many_tokens_of_an_unknown_key_make_the_portal_ask_once(crooked):
    comes_in(crooked)
    crooked.published, crooked.kid = "k1", "k9"
    assert [comes_in(crooked) for _ in range(5)] == [False] * 5
    assert crooked.asked["/oauth2/jwks"] == 2


@pytest.mark.parametrize("seconds", [-45, 45])
def test_a_clock_that_is_somewhat_off_keeps_nobody_out(crooked, seconds):
    now = int(time.time()) + seconds
    assert comes_in(crooked, iat=now, nbf=now, exp=now + 30)


@pytest.mark.parametrize("seconds", [-300, 300])
def test_a_clock_that_is_far_off_does(crooked, seconds):
    now = int(time.time()) + seconds
    assert not comes_in(crooked, iat=now, nbf=now, exp=now + 30)


def test_an_answer_that_never_ends_is_refused(crooked):
    window = Client()

    def endless(nonce):
        return crooked.signed({name: value for name, value in crooked.claims(nonce).items() if name != "exp"})

    answer_with(crooked, window, endless)
    assert not somebody_is_in(window)
