"""Who comes into the desk: a current post, an active account and a second step in this very session."""

import re
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import call_command
from django.test import Client

from portal.accounts.models import User
from portal.agencies.models import Post, Role
from tests.factories import PostFactory, UserFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
DESK = "/quan-tri/"
PASSWORD = "mot-mat-khau-dai-2020"
SECRET = "JBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def official() -> User:
    user = PostFactory(role=Role.CLERK).user
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


@pytest.fixture
def known(official) -> User:
    """An official with an authenticator."""
    TOTP.activate(official, SECRET)
    return official


def password_given(user: User, **more) -> tuple[Client, object]:
    window = Client()
    return window, window.post("/dang-nhap/", {"login": user.username, "password": PASSWORD, **more})


def test_a_post_and_a_second_step_open_the_desk(official):
    assert enter(official).get(DESK).status_code == 200


def test_without_a_post_the_desk_is_closed():
    assert enter(UserFactory()).get(DESK).status_code == 302


def test_without_a_post_every_page_of_the_desk_is_closed():
    assert enter(UserFactory()).get("/quan-tri/dossiers/dossier/").status_code == 302


def test_an_ended_post_is_out_with_the_next_request(official):
    window = enter(official)
    window.get(DESK)
    Post.objects.filter(user=official).update(until=date(2020, 11, 30))
    assert window.get(DESK).status_code == 302


def test_an_inactive_account_is_out_with_the_next_request(official):
    window = enter(official)
    User.objects.filter(pk=official.pk).update(is_active=False)
    assert window.get(DESK).status_code == 302


def test_without_a_second_step_one_is_sent_to_set_it_up(official):
    window, _ = password_given(official)
    assert window.get(DESK, follow=True).redirect_chain[-1][0] == "/dang-nhap/hai-lop/thiet-lap/"


def test_who_has_an_authenticator_but_no_second_step_is_asked_for_it(known, sign_in):
    window = sign_in(known)
    window.get(DESK, follow=True)
    window.post("/dang-nhap/hai-lop/xac-nhan/?next=/quan-tri/", {"code": code()})
    assert window.get(DESK).status_code == 200


def test_the_desks_own_login_leads_to_the_one_page():
    assert Client().get("/quan-tri/login/").headers["Location"].startswith("/dang-nhap/?")


def test_the_desks_own_login_takes_no_password(official):
    window = Client()
    window.post("/quan-tri/login/", {"username": official.username, "password": PASSWORD})
    assert "_auth_user_id" not in window.session


def test_a_password_alone_signs_nobody_in_who_has_an_authenticator(known):
    window, _ = password_given(known)
    assert "_auth_user_id" not in window.session


def test_password_and_code_lead_to_the_desk(known):
    window, answer = password_given(known)
    assert answer.headers["Location"] == "/dang-nhap/hai-lop/"
    assert window.post("/dang-nhap/hai-lop/", {"code": code()}).headers["Location"] == DESK
    assert window.get(DESK).status_code == 200


def test_a_wrong_code_is_told_and_lets_nobody_in(known):
    window, _ = password_given(known)
    page = window.post("/dang-nhap/hai-lop/", {"code": "000000"}).content.decode()
    assert 'data-error-for="code"' in page
    assert "_auth_user_id" not in window.session


def test_a_code_works_once(known):
    used = code()
    for window in (password_given(known)[0], password_given(known)[0]):
        answer = window.post("/dang-nhap/hai-lop/", {"code": used})
    assert answer.status_code == 200


def test_a_recovery_code_opens_the_desk(known):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    spare = RecoveryCodes.activate(known).get_unused_codes()[0]
    window, _ = password_given(known)
    assert window.post("/dang-nhap/hai-lop/", {"code": spare}).headers["Location"] == DESK


def test_a_wrong_password_is_told(official):
    answer = Client().post("/dang-nhap/", {"login": official.username, "password": "sai"})
    assert "govuk-error-summary" in answer.content.decode()


def set_up(window: Client) -> str:
    """Scan and type the code; where it leads."""
    page = window.get("/dang-nhap/hai-lop/thiet-lap/").content.decode()
    secret = re.search(r'<span class="code">([A-Z2-7]+)</span>', page).group(1)
    return window.post("/dang-nhap/hai-lop/thiet-lap/", {"code": code(secret)}).headers["Location"]


def test_the_first_administrator_sets_up_the_second_step_and_reaches_the_desk(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", "--noinput", username="quan-tri", full_name="Quản trị", verbosity=0)
    window, _ = password_given(User.objects.get())
    set_up(window)
    assert window.get(DESK).status_code == 200


def test_setting_up_shows_the_recovery_codes(official):
    window, _ = password_given(official)
    page = window.get(set_up(window)).content.decode()
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert all(spare in page for spare in codes)


def test_a_wrong_code_sets_nothing_up(official):
    window, _ = password_given(official)
    window.get("/dang-nhap/hai-lop/thiet-lap/")
    window.post("/dang-nhap/hai-lop/thiet-lap/", {"code": "000000"})
    assert not Authenticator.objects.exists()


def test_a_citizen_has_no_second_step_to_set_up(citizen, sign_in):
    assert sign_in(citizen).get("/dang-nhap/hai-lop/thiet-lap/").status_code == 404


def test_setting_up_long_after_signing_in_asks_for_the_password(official):
    window, _ = password_given(official)
    session = window.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()
    assert window.get("/dang-nhap/hai-lop/thiet-lap/").headers["Location"].startswith("/dang-nhap/xac-nhan/")
    answer = window.post("/dang-nhap/xac-nhan/?next=/dang-nhap/hai-lop/thiet-lap/", {"password": PASSWORD})
    assert answer.headers["Location"] == "/dang-nhap/hai-lop/thiet-lap/"


def test_an_inactive_account_is_not_signed_in(official):
    User.objects.filter(pk=official.pk).update(is_active=False)
    window, answer = password_given(official)
    assert "Tài khoản này đang bị khóa" in window.get(answer.headers["Location"]).content.decode()
    assert "_auth_user_id" not in window.session


def test_the_desks_own_way_out_ends_the_session(official):
    window = enter(official)
    window.post("/quan-tri/logout/")
    assert "_auth_user_id" not in window.session
    assert window.get(DESK).status_code == 302
