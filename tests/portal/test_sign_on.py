"""The national sign-on, strictly: every way to be somebody, and every way to be refused."""

import json
from pathlib import Path

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from portal.accounts.models import Identity, User
from tests.factories import IdentityFactory
from tests.portal.sign_on import CALLBACK, START, AtTheNation, leave, local, provider, providers, query

pytestmark = pytest.mark.django_db
PEOPLE = json.loads(Path("demo/people.json").read_text())
SOMEBODY, WITHOUT_EMAIL = (next(p for p in PEOPLE if bool(p["email"]) is has) for has in (True, False))


@pytest.fixture
def nation(national, settings):
    providers(settings, national.url, national.client_secret)
    return national


@pytest.fixture
def crooked(settings):
    with provider() as one:
        providers(settings, one.url, "secret" * 6)
        yield one


def come_in(person=SOMEBODY, start: str = START) -> Client:
    window = Client()
    answer = window.get(local(AtTheNation(person["username"]).agree(leave(window, start))))
    assert answer.status_code == 302, answer.content.decode()
    return window


def somebody_is_in(window: Client) -> bool:
    return "_auth_user_id" in window.session


def test_a_first_visit_makes_an_account_without_an_email(nation):
    come_in(WITHOUT_EMAIL)
    identity = Identity.objects.get()
    assert (str(identity.tech_id), identity.user.email) == (WITHOUT_EMAIL["tech_id"], "")


def test_a_first_visit_signs_in(nation):
    assert somebody_is_in(come_in())


def test_the_account_bears_the_name_the_nation_says(nation):
    come_in()
    assert User.objects.get().full_name == SOMEBODY["full_name"]


def test_the_user_name_holds_no_identity_number(nation):
    come_in()
    assert SOMEBODY["id_number"] not in User.objects.get().username


def test_a_second_visit_is_the_same_account(nation):
    windows = [come_in(), come_in()]
    assert len({window.session["_auth_user_id"] for window in windows}) == 1


def test_a_person_known_by_technical_id_is_recognised(nation):
    known = IdentityFactory(tech_id=SOMEBODY["tech_id"], full_name="Tên cũ").user
    assert come_in().session["_auth_user_id"] == str(known.pk)


def test_the_identity_number_alone_recognises_nobody(nation):
    other = IdentityFactory(id_number=SOMEBODY["id_number"]).user
    assert come_in().session.get("_auth_user_id") != str(other.pk)


def test_the_claims_are_not_kept_beside_the_identity(nation):
    come_in()
    come_in()
    assert SocialAccount.objects.get().extra_data == {}


def test_two_tabs_may_sign_in_in_any_order(nation):
    window, person = Client(), AtTheNation(SOMEBODY["username"])
    first, second = leave(window), leave(window)
    assert window.get(local(person.agree(second))).headers["Location"] == "/"
    assert window.get(local(person.agree(first))).headers["Location"] == "/"


def test_signing_in_comes_back_to_where_it_was_asked_for(nation):
    window = Client()
    back = AtTheNation(SOMEBODY["username"]).agree(leave(window, f"{START}?next=/ho-so/"))
    assert window.get(local(back)).headers["Location"] == "/ho-so/"


def test_signing_in_never_leads_to_another_site(nation):
    window = Client()
    back = AtTheNation(SOMEBODY["username"]).agree(leave(window, f"{START}?next=https://evil.example/"))
    assert window.get(local(back)).headers["Location"] == "/"


def test_the_start_cannot_be_a_link(nation):
    assert Client().get(START).status_code == 405


@pytest.mark.parametrize("extra", ["auth_params=prompt%3Dnone", "scope=openid,email"])
def test_whoever_asks_does_not_choose_the_parameters(nation, extra):
    asked = query(leave(Client(), f"{START}?{extra}"))
    assert (asked["scope"], asked.get("prompt"), asked["acr_values"]) == ("openid", None, "LoA1")


def test_the_request_carries_a_challenge_and_a_nonce(nation):
    asked = query(leave(Client()))
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) >= 22


def test_a_false_host_does_not_move_the_way_back(nation, settings):
    asked = query(Client().post(START, headers={"host": "localhost"}).headers["Location"])
    assert asked["redirect_uri"] == settings.PORTAL_URL + CALLBACK


def test_signing_out_leads_to_the_nations_own(nation, settings):
    answer = come_in().post("/dang-xuat/")
    assert answer.headers["Location"].startswith(f"{nation.url}/oidc/logout?id_token_hint=")


def test_signing_out_ends_the_session_here(nation):
    window = come_in()
    window.post("/dang-xuat/")
    assert not somebody_is_in(window)


def test_the_nation_leads_back_after_signing_out(nation, settings):
    person = AtTheNation(SOMEBODY["username"])
    window = Client()
    window.get(local(person.agree(leave(window))))
    assert person.http.get(f"{nation.url}/ho-so-da-nop/").status_code == 200
    answer = person.http.get(window.post("/dang-xuat/").headers["Location"])
    assert answer.headers["location"].rstrip("/") == settings.PORTAL_URL
    assert person.http.get(f"{nation.url}/ho-so-da-nop/").is_redirect, "still signed in there"


def refused(answer, window: Client) -> None:
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/dang-nhap/")
    page = window.get("/dang-nhap/").content.decode()
    assert "đăng nhập lại" in page or "thử lại" in page, page
    assert not somebody_is_in(window)
    assert not User.objects.exists()


def test_a_nonce_of_another_request_is_refused(nation):
    window = Client()
    authorize = leave(window)
    authorize = authorize.replace(query(authorize)["nonce"], "of-another-request")
    refused(window.get(local(AtTheNation(SOMEBODY["username"]).agree(authorize))), window)


def test_an_answer_without_state_is_refused(nation):
    window = Client()
    back = AtTheNation(SOMEBODY["username"]).agree(leave(window))
    refused(window.get(CALLBACK, {"code": query(back)["code"]}), window)


def test_the_answer_to_another_browser_is_refused(nation):
    back = AtTheNation(SOMEBODY["username"]).agree(leave(Client()))
    window = Client()
    refused(window.get(local(back)), window)


def test_an_answer_works_only_once(nation):
    window = Client()
    back = AtTheNation(SOMEBODY["username"]).agree(leave(window))
    window.get(local(back))
    window.session.flush()
    assert not somebody_is_in(window)
    window.get(local(back))
    assert not somebody_is_in(window)


def answer_with(crooked, window: Client, make):
    asked = query(leave(window))
    crooked.id_token = make(asked["nonce"])
    return window.get(CALLBACK, {"code": "c", "state": asked["state"]})


def test_a_rightly_signed_answer_is_let_in(crooked):
    window = Client()
    answer_with(crooked, window, lambda nonce: crooked.signed(crooked.claims(nonce)))
    assert somebody_is_in(window)


def tampered(crooked, nonce):
    head, _body, signature = crooked.signed(crooked.claims(nonce)).split(".")
    other = crooked.signed(crooked.claims(nonce, HoVaTen="Kẻ Khác")).split(".")[1]
    return f"{head}.{other}.{signature}"


def with_another_key(crooked, nonce):
    return crooked.signed(crooked.claims(nonce), key=rsa.generate_private_key(public_exponent=65537, key_size=2048))


FORGED = {
    "tampered": tampered,
    "signed by another key": with_another_key,
    "not signed": lambda crooked, nonce: crooked.signed(crooked.claims(nonce), key="", algorithm="none"),
    "signed with the shared secret": lambda crooked, nonce: crooked.signed(
        crooked.claims(nonce), key="secret" * 6, algorithm="HS256"
    ),
    "for another audience": lambda crooked, nonce: crooked.signed(crooked.claims(nonce, aud="hanoi")),
    "of another issuer": lambda crooked, nonce: crooked.signed(crooked.claims(nonce, iss="http://evil.example")),
    "ended": lambda crooked, nonce: crooked.signed(crooked.claims(nonce, exp=1)),
    "without nonce": lambda crooked, nonce: crooked.signed(
        {name: value for name, value in crooked.claims(nonce).items() if name != "nonce"}
    ),
    "about another person": lambda crooked, nonce: crooked.signed(crooked.claims(nonce, sub="sub-2")),
    "signed with no named key": lambda crooked, nonce: jwt.encode(
        crooked.claims(nonce), crooked.key, algorithm="RS256"
    ),
    "missing": lambda crooked, nonce: "",
    "nonsense": lambda crooked, nonce: "x.y.z",
}


@pytest.mark.parametrize("forgery", FORGED)
def test_an_id_token_is_refused_that_is(crooked, forgery):
    window = Client()
    refused(answer_with(crooked, window, lambda nonce: FORGED[forgery](crooked, nonce)), window)


def test_an_answer_about_nobody_is_refused(crooked):
    window = Client()
    del crooked.person["TechID"]
    refused(answer_with(crooked, window, lambda nonce: crooked.signed(crooked.claims(nonce))), window)


def test_a_nation_that_is_down_leaves_a_message(settings):
    providers(settings, "http://127.0.0.1:9", "secret")
    window = Client()
    refused(window.post(START), window)


def test_a_closed_account_stays_outside(nation):
    known = IdentityFactory(tech_id=SOMEBODY["tech_id"]).user
    User.objects.filter(pk=known.pk).update(is_active=False)
    window = Client()
    answer = window.get(local(AtTheNation(SOMEBODY["username"]).agree(leave(window))), follow=True)
    assert "Tài khoản này đang bị khóa" in answer.content.decode()
    assert not somebody_is_in(window)
