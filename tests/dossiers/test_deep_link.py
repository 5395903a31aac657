"""Links of the national portal lead through its sign-on to the form of the procedure and unit, and nowhere else."""

import base64
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client
from django.urls import reverse

from tests.dossiers.pages import page_of
from tests.factories import AgencyFactory, IdentityFactory
from tests.portal.sign_on import AtTheNation, local, providers

pytestmark = pytest.mark.django_db


def link(procedure, agency=None, **more):
    unit = {"MaCoQuanThucHien": agency.code_2020} if agency else {}
    return {"MaTTHCDP": procedure.code, "vnconnect": "1", "MaDVC": "x", **unit, **more}


@pytest.fixture
def nation(national, settings):
    providers(settings, national.url, national.client_secret)
    return national


@pytest.fixture
def form(procedure, commune):
    return f"{reverse('start_dossier', args=[procedure.code])}?don-vi={commune.uuid}&nguon=cong-quoc-gia"


def test_who_is_not_signed_in_is_sent_to_the_nation_at_once(nation, procedure, commune):
    answer = Client().get("/nop-ho-so", link(procedure, commune))
    assert answer.url.startswith(nation.url)
    assert "code_challenge" in parse_qs(urlsplit(answer.url).query)


def test_from_there_they_come_to_the_form(nation, procedure, commune, form):
    window = Client()
    sent = window.get("/nop-ho-so", link(procedure, commune)).url
    back = window.get(local(AtTheNation("0912000101").agree(sent)))
    assert back.url == form
    assert page_of(window, form)


def test_who_is_signed_in_comes_to_the_form_at_once(sign_in, citizen, procedure, commune, form):
    assert sign_in(citizen).get("/nop-ho-so", link(procedure, commune)).url == form


def test_without_vnconnect_the_portal_asks_how_to_sign_in(procedure, commune, form):
    answer = Client().get("/nop-ho-so", link(procedure, commune, vnconnect="0"))
    assert answer.url == form


def test_the_hint_signs_nobody_in(procedure, commune):
    known = IdentityFactory()
    window = Client()
    hint = base64.b64encode(str(known.tech_id).encode()).decode()
    window.get("/nop-ho-so", link(procedure, commune, vnconnect="0", MDT=hint))
    assert "_auth_user_id" not in window.session


@pytest.fixture
def other_commune(db):
    return AgencyFactory()


def test_the_unit_of_the_link_is_chosen_beforehand(sign_in, citizen, procedure, commune, other_commune, form):
    page = page_of(sign_in(citizen), form)
    chosen = [line for line in page.split("<input") if 'name="agency"' in line and " checked" in line]
    assert len(chosen) == 1
    assert str(commune.uuid) in chosen[0]


@pytest.mark.parametrize("code", ["000.09.09.H02", "H02.99.99", "x' OR 1=1"])
def test_an_unknown_unit_is_chosen_by_the_person(sign_in, citizen, procedure, commune, other_commune, code):
    answer = sign_in(citizen).get("/nop-ho-so", link(procedure, MaCoQuanThucHien=code), follow=True)
    assert answer.status_code == 200
    assert " checked" not in answer.content.decode().split('name="owner_is"')[0]


def test_a_one_stop_unit_stands_for_its_agency(sign_in, citizen, procedure, unit, form):
    assert sign_in(citizen).get("/nop-ho-so", link(procedure, unit)).url == form


@pytest.mark.parametrize("code", ["", "9.999999", "\x00", "a" * 500, "../../", "<script>"])
def test_an_unknown_procedure_gets_a_page_that_helps(code):
    answer = Client().get("/nop-ho-so", {"MaTTHCDP": code, "vnconnect": "1"})
    assert answer.status_code == 404
    assert 'name="q"' in answer.content.decode()


@pytest.mark.parametrize("name", ["next", "redirect_uri", "process"])
def test_no_address_of_others_is_led_to(nation, procedure, commune, form, name):
    window = Client()
    sent = window.get("/nop-ho-so", link(procedure, commune, **{name: "https://evil.example/"})).url
    assert sent.startswith(nation.url)
    assert window.get(local(AtTheNation("0912000101").agree(sent))).url == form


def test_the_stand_in_offers_such_links(national):
    page = httpx.get(f"{national.url}/dich-vu/", params={"q": "1.001193"}).raise_for_status().text
    assert 'name="vnconnect" value="1"' in page
    assert 'value="1.001193"' in page
