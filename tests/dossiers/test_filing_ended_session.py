"""A session that ended in the middle loses nothing, and gives nothing to anybody else."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.dossiers.pages import hidden, page_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def url(draft):
    return reverse("dossier_step", args=[draft.uuid, 2])


@pytest.fixture
def left(sign_in, citizen, url) -> Client:
    """A browser whose session is gone, just after it sent a step."""
    page = page_of(sign_in(citizen), url)
    window = Client()
    values = {name: hidden(page, name) for name in ("form_token", "version")} | {"summary": "Viết dở dang"}
    answer = window.post(url, values)
    assert answer.url == f"{reverse('account_login')}?next={url}"
    return window


def test_what_was_typed_stands_there_after_signing_in_again(left, citizen, url):
    left.force_login(citizen, backend=BACKEND)
    assert "Viết dở dang" in page_of(left, url)


def test_it_is_not_saved_before_its_owner_says_so(left, draft):
    draft.refresh_from_db()
    assert draft.summary == ""


def test_once_saved_it_waits_no_more(left, citizen, url, draft):
    left.force_login(citizen, backend=BACKEND)
    page = page_of(left, url)
    left.post(url, {n: hidden(page, n) for n in ("form_token", "version")} | {"summary": "Viết xong"})
    assert "Viết dở dang" not in page_of(left, url)


def test_somebody_else_at_the_same_browser_never_sees_it(left, other_citizen, url):
    left.force_login(other_citizen, backend=BACKEND)
    assert left.get(url).status_code == 404
    assert left.get(reverse("dossiers")).status_code == 200
    assert "Viết dở dang" not in left.get(reverse("dossiers")).content.decode()


def test_a_form_not_of_ours_is_not_kept(url):
    window = Client()
    window.post(url, {"form_token": "forged", "summary": "Rác"})
    assert "typed_before_signing_in" not in window.session
