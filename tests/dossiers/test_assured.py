"""A procedure that asks for a higher level of assurance says so and leads to it; nothing is handed in below it."""

import httpx
import pytest
from django.test import Client
from django.urls import reverse

from dossiers import drafts
from dossiers.assured.asking import NotSureEnough
from dossiers.models import NeededAssurance, Status
from portal.accounts.models import Identity
from tests.portal.sign_on import AtTheNation, leave, local, providers, query
from tests.portal.test_sign_on import SOMEBODY, come_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def higher(procedure):
    NeededAssurance.objects.create(procedure=procedure)
    return procedure


@pytest.fixture
def nation(national, settings):
    providers(settings, national.url, national.client_secret)
    set_level(national, "1")
    yield national
    set_level(national, "1")


def set_level(national, level: str) -> None:
    change = {"username": SOMEBODY["username"], "assurance": level}
    httpx.post(f"{national.url}/__control/people", json=change).raise_for_status()


def start_of(procedure) -> str:
    return reverse("start_dossier", args=[procedure.code])


def test_who_is_known_less_surely_is_told_before_anything_is_typed(higher, citizen, sign_in):
    page = sign_in(citizen).get(start_of(higher)).content.decode()
    assert "Thủ tục này cần tài khoản quốc gia mức 2" in page
    assert f"muc=2&amp;next={start_of(higher)}" in page
    assert "Nộp tại quầy hoặc gửi qua bưu chính" in page


def test_the_page_of_the_procedure_says_it_to_everybody_as_soon_as_it_is_decided(procedure):
    address = reverse("procedure", args=[procedure.code])
    assert "data-level" not in Client().get(address).content.decode()
    needed = NeededAssurance.objects.create(procedure=procedure)
    assert "Để nộp trực tuyến, bạn cần tài khoản quốc gia mức 2" in Client().get(address).content.decode()
    needed.delete()
    assert "data-level" not in Client().get(address).content.decode()


@pytest.mark.parametrize("said", ["2", "LoA2", "3"])
def test_who_is_known_surely_enough_files(higher, citizen, sign_in, said, unit):
    Identity.objects.filter(user=citizen).update(assurance=said)
    assert "cần tài khoản quốc gia" not in sign_in(citizen).get(start_of(higher)).content.decode()


def test_other_procedures_ask_for_nothing(procedure, citizen, sign_in, unit):
    assert "cần tài khoản quốc gia" not in sign_in(citizen).get(start_of(procedure)).content.decode()


def test_a_draft_begun_before_is_not_handed_in_below_the_level(draft, citizen):
    NeededAssurance.objects.create(procedure=draft.edition.procedure)
    with pytest.raises(NotSureEnough):
        drafts.submit(draft, citizen, draft.version)
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_it_is_handed_in_once_the_level_is_there(draft, citizen):
    NeededAssurance.objects.create(procedure=draft.edition.procedure)
    Identity.objects.filter(user=citizen).update(assurance="2")
    drafts.submit(draft, citizen, draft.version)
    assert draft.status == Status.SUBMITTED


def test_the_way_to_the_nation_asks_for_the_level(nation):
    assert query(leave(Client(), "/sso/dvcqg/login/?muc=2"))["acr_values"] == "LoA2"


@pytest.mark.parametrize("said", ["9", "LoA4", ""])
def test_no_other_level_can_be_asked_for(nation, said):
    assert query(leave(Client(), f"/sso/dvcqg/login/?muc={said}"))["acr_values"] == "LoA1"


def test_raising_the_level_at_the_nation_opens_the_procedure(nation, higher, unit):
    window = come_in()
    assert "cần tài khoản quốc gia" in window.get(start_of(higher)).content.decode()
    away = leave(window, f"/sso/dvcqg/login/?muc=2&next={start_of(higher)}")
    back = window.get(local(AtTheNation(SOMEBODY["username"]).raise_level(away)))
    assert back.headers["Location"] == start_of(higher)
    assert "cần tài khoản quốc gia" not in window.get(start_of(higher)).content.decode()
