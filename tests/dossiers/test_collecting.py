"""A result given back at the counter: found, the person checked, originals returned, signed for once."""

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act, WrongStatus
from dossiers.counter import collecting
from dossiers.counter.intake import Sheets
from dossiers.counter.refusals import OwnDossier
from dossiers.issued import pages
from dossiers.issued.gathering import gather
from dossiers.models import Collection, Dossier, PaperTaken
from tests.dossiers.counter import OWNER, errors, place_at, taken_in
from tests.dossiers.issued.reading import one
from tests.dossiers.pages import hidden, page_of
from tests.factories import ComponentFactory, IdentityFactory, StoredFileFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
FIND = "admin:dossiers_counter_find"
ONE = "admin:dossiers_counter_collect"
WHO = {"proof": "identity", "name": OWNER["owner_name"], "id_number": OWNER["owner_id_number"]}


@pytest.fixture
def finished(procedure, commune, unit, calendar, clerk, officer) -> Dossier:
    """Taken in with an original held, decided."""
    paper = ComponentFactory(edition=procedure.current, name="Giấy chứng nhận")
    dossier = taken_in(place_at(procedure, commune, unit), clerk, Sheets(paper, photocopies=1, held=1))
    workflow.perform(workflow.FORWARD, dossier, Act(clerk))
    values = {"result_number": "12/XN-UBND", "result_file": StoredFileFactory()}
    workflow.perform(workflow.FINISH, dossier, Act(officer, values=values))
    return dossier


def held(dossier) -> list[int]:
    return list(PaperTaken.objects.held().filter(dossier=dossier).values_list("pk", flat=True))


def give(dossier, clerk, **who) -> Collection:
    return collecting.give(dossier, {**WHO, **who}, held(dossier), Act(clerk))


def test_it_is_handed_over_with_the_originals(finished, clerk):
    collection = give(finished, clerk)
    assert Dossier.objects.get(pk=finished.pk).status == 10
    assert collection.originals == [{"name": "Giấy chứng nhận", "held": 1}]
    assert held(finished) == []


def test_the_second_clerk_is_told(finished, clerk):
    stale = Dossier.objects.get(pk=finished.pk)
    give(finished, clerk)
    with pytest.raises(WrongStatus):
        give(stale, clerk)
    assert Collection.objects.count() == 1


def test_nobody_hands_over_their_own(finished, clerk):
    IdentityFactory(user=clerk, id_number=OWNER["owner_id_number"])
    with pytest.raises(OwnDossier):
        give(finished, clerk)
    assert Dossier.objects.get(pk=finished.pk).status == 9


def test_originals_alone_can_go_back_earlier(finished, clerk):
    collecting.give_back(finished, held(finished), Act(clerk))
    assert PaperTaken.objects.get(dossier=finished).given_back_by == clerk
    assert Dossier.objects.get(pk=finished.pk).status == 9


def test_the_paper_names_who_took_what(finished, clerk):
    give(finished, clerk, proof="authorised", authority="UQ 12/2020", name="Lê Văn Nhận")
    page = pages.page_of(gather(one(finished, "result_receipt")))
    for said in ("Lê Văn Nhận", "UQ 12/2020", "Giấy chứng nhận", "12/XN-UBND", finished.code):
        assert said in page


def test_originals_still_held_are_listed_until_they_go_back(finished, clerk, outsider):
    assert list(collecting.with_originals(clerk)) == [finished]
    assert not collecting.with_originals(outsider).exists()
    collecting.give_back(finished, held(finished), Act(clerk))
    assert not collecting.with_originals(clerk).exists()


# --- Pages ------------------------------------------------------------------------------------


def asked(window, text: str):
    return window.post(reverse(FIND), {"q": text})


def test_the_address_in_the_qr_code_finds_it(finished, clerk):
    answer = asked(enter(clerk), f"https://dichvucong.example.vn/tra-cuu/?ma={finished.code}#k=7K3M9Q2X")
    assert answer.headers["Location"] == reverse(ONE, args=[finished.uuid])


@pytest.mark.parametrize("text", [OWNER["owner_id_number"], "0001"])
def test_the_number_of_the_owner_or_the_end_of_the_code_finds_it(finished, clerk, text):
    assert asked(enter(clerk), text).headers["Location"] == reverse(ONE, args=[finished.uuid])


def test_without_a_question_the_waiting_ones_are_listed(finished, clerk):
    assert finished.code in enter(clerk).get(reverse(FIND)).content.decode()


def test_those_of_other_units_are_not_found(finished, outsider, officer):
    assert enter(outsider).get(reverse(FIND)).status_code == 403
    assert enter(officer).get(reverse(ONE, args=[finished.uuid])).status_code == 403


def test_the_page_hands_over_and_offers_the_paper(finished, clerk):
    window, url = enter(clerk), reverse(ONE, args=[finished.uuid])
    values = {**WHO, "held": held(finished), "action": "give", "form_token": hidden(page_of(window, url), "form_token")}
    window.post(url, values)
    paper = reverse("admin:dossiers_counter_collection_paper", args=[finished.uuid])
    assert paper in page_of(window, url)
    assert window.get(paper).status_code == 200


def test_somebody_authorised_shows_the_paper(finished, clerk):
    window, url = enter(clerk), reverse(ONE, args=[finished.uuid])
    values = {**WHO, "proof": "authorised", "action": "give"}
    answer = window.post(url, values | {"form_token": hidden(page_of(window, url), "form_token")})
    assert "authority" in errors(answer)
    assert not Collection.objects.exists()
