"""A local account is linked with a person of the nation after both were proven; a number alone links nobody."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from portal.accounts import linking
from portal.accounts.models import Identity, User
from tests.factories import IdentityFactory, UserFactory
from tests.portal.sign_on import AtTheNation, local, providers
from tests.portal.test_sign_on import SOMEBODY, come_in, somebody_is_in

pytestmark = pytest.mark.django_db
PAGE, WHOSE = "/tai-khoan/dinh-danh/", "/dang-nhap/tai-khoan-cua-ai/"
PASSWORD = "mật khẩu rất dài 2020"


@pytest.fixture(autouse=True)
def nation(national, settings):
    providers(settings, national.url, national.client_secret)
    return national


@pytest.fixture
def official() -> User:
    return with_password(UserFactory())


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def signed_in(user: User) -> Client:
    window = Client()
    window.post("/dang-nhap/", {"login": user.username, "password": PASSWORD})
    assert somebody_is_in(window)
    return window


def link(window: Client):
    """Press the button, sign in at the nation, and come back."""
    away = window.post(PAGE)
    assert away.status_code == 302, away.content
    return window.get(local(AtTheNation(SOMEBODY["username"]).agree(away.headers["Location"])), follow=True)


def test_both_proven_the_account_is_linked(official):
    page = link(signed_in(official)).content.decode()
    assert "Đã liên kết tài khoản" in page
    assert str(Identity.objects.get(user=official).tech_id) == SOMEBODY["tech_id"]


def test_it_stays_signed_in_as_itself(official):
    window = signed_in(official)
    link(window)
    assert window.session["_auth_user_id"] == str(official.pk)


def test_from_then_on_the_national_sign_on_opens_it(official):
    link(signed_in(official))
    assert come_in().session["_auth_user_id"] == str(official.pk)


def test_no_other_account_is_made(official):
    link(signed_in(official))
    come_in()
    assert User.objects.count() == 1


def test_a_password_of_long_ago_is_asked_for_again(official):
    window = signed_in(official)
    session = window.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1}]
    session.save()
    assert window.post(PAGE).headers["Location"].startswith("/dang-nhap/xac-nhan/")


def test_a_person_with_an_account_of_their_own_is_not_taken_over(official):
    other = IdentityFactory(tech_id=SOMEBODY["tech_id"]).user
    page = link(signed_in(official)).content.decode()
    assert "đã thuộc về một tài khoản khác" in page
    assert (Identity.objects.get().user, SocialAccount.objects.count()) == (other, 0)


def test_an_account_linked_with_another_person_stays_theirs():
    identity = IdentityFactory(id_number="024190999999")
    page = link(signed_in(with_password(identity.user))).content.decode()
    assert "đang liên kết với người khác" in page
    assert Identity.objects.get().tech_id == identity.tech_id


def test_a_person_who_was_given_a_new_technical_id_stays_the_same_account():
    identity = IdentityFactory(id_number=SOMEBODY["id_number"])
    link(signed_in(with_password(identity.user)))
    assert str(Identity.objects.get(user=identity.user).tech_id) == SOMEBODY["tech_id"]


def test_an_answer_nobody_here_asked_for_links_nothing(official):
    window = signed_in(official)
    away = window.post(PAGE).headers["Location"]
    session = window.session
    del session[linking.FOR]
    session.save()
    window.get(local(AtTheNation(SOMEBODY["username"]).agree(away)))
    assert not Identity.objects.exists()


def alike() -> User:
    """Somebody with a password here whose number is that of the person at the nation."""
    return with_password(IdentityFactory(id_number=SOMEBODY["id_number"]).user)


def test_the_same_number_is_a_reason_to_ask_and_not_to_open():
    alike()
    window = come_in()
    assert not somebody_is_in(window)
    assert "Tài khoản này có phải của bạn không?" in window.get(WHOSE).content.decode()


def test_whoever_says_it_is_not_theirs_gets_one_of_their_own():
    other = alike()
    window = come_in()
    away = window.post(WHOSE).headers["Location"]
    window.get(local(AtTheNation(SOMEBODY["username"]).agree(away)))
    assert window.session["_auth_user_id"] != str(other.pk)
    assert Identity.objects.get(user=other).tech_id != Identity.objects.exclude(user=other).get().tech_id


def test_whoever_proves_that_it_is_theirs_is_linked():
    mine = alike()
    come_in()
    link(signed_in(mine))
    assert come_in().session["_auth_user_id"] == str(mine.pk)


def test_an_account_without_a_password_cannot_be_proven_and_is_not_asked_about():
    user = IdentityFactory(id_number=SOMEBODY["id_number"]).user
    user.set_unusable_password()
    user.save(update_fields=["password"])
    assert somebody_is_in(come_in())


def test_a_citizen_reads_who_they_are():
    page = come_in().get(PAGE).content.decode()
    assert (SOMEBODY["full_name"] in page, "Liên kết với tài khoản" in page) == (True, False)
