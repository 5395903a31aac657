"""Somebody files for somebody else: both are named everywhere, and the owner finds the dossier when they come."""

import pytest
from django.urls import reverse

from dossiers import drafts, owners, workflow
from dossiers.act import Act
from dossiers.documents.receipt import submission_page
from dossiers.models import Dossier
from portal.accounts.models import Identity
from tests.dossiers.pages import page_of
from tests.factories import IdentityFactory, answers
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
GRANDMOTHER = {
    "owner_is": "person",
    "owner_name": "Vũ Thị Mùi",
    "owner_id_number": "024140000077",
    "owner_born_on": "1940-01-01",
    "owner_address": "Thôn Núi",
    "owner_ground": "authorised",
    "summary": "Xin xác nhận nhà ở",
    "phone": "0912345678",
    "return_by": "counter",
}


def for_somebody(draft: Dossier, **changed) -> Dossier:
    draft.answers, draft.owner_identity = answers(**(GRANDMOTHER | changed)), None
    draft.owner = {
        "kind": "citizen", "name": draft.answer("owner_name"), "id_number": draft.answer("owner_id_number"),
        "tax_code": draft.answer("owner_tax_code") or "",
    }  # fmt: skip
    draft.save()
    return draft


def hand_in(draft: Dossier) -> Dossier:
    drafts.submit(draft, draft.submitter, draft.version)
    return draft


@pytest.fixture
def theirs(draft):
    return hand_in(for_somebody(draft))


def owner_signs_on(**fields) -> Identity:
    return IdentityFactory(**({"full_name": "Vũ Thị Mùi", "id_number": "024140000077"} | fields))


def sees(identity: Identity, dossier: Dossier, sign_in) -> bool:
    return f'href="{reverse("dossier", args=[dossier.uuid])}"' in page_of(sign_in(identity.user), reverse("dossiers"))


def test_the_ground_must_be_said(draft):
    for_somebody(draft, owner_ground="")
    with pytest.raises(drafts.Incomplete):
        hand_in(draft)


def test_the_owner_finds_it_when_the_nation_says_who_they_are(theirs, sign_in):
    assert sees(owner_signs_on(), theirs, sign_in)


def test_an_owner_known_already_finds_it_at_once(draft):
    owner = owner_signs_on()
    assert hand_in(for_somebody(draft)).owner_identity == owner


def test_before_it_is_handed_in_it_is_its_writers_alone(draft, sign_in):
    assert not sees(owner_signs_on(), for_somebody(draft), sign_in)


def test_the_number_alone_is_not_enough(theirs, sign_in):
    assert not sees(owner_signs_on(full_name="Người Khác"), theirs, sign_in)


def test_the_name_alone_is_not_enough(theirs, sign_in):
    assert not sees(owner_signs_on(id_number="024140000078"), theirs, sign_in)


def test_marks_and_capitals_do_not_make_another_name(theirs, sign_in):
    assert sees(owner_signs_on(full_name="VŨ THỊ MÙI"), theirs, sign_in)


def test_the_old_number_is_theirs_too(draft, sign_in):
    dossier = hand_in(for_somebody(draft, owner_id_number="120000077"))
    assert sees(owner_signs_on(old_id_number="120000077"), dossier, sign_in)


def test_a_business_finds_what_was_handed_in_for_it(draft):
    values = {"owner_is": "organisation", "owner_name": "Công ty Vải Thiều", "owner_tax_code": "2400123456"}
    dossier = for_somebody(draft, **values, owner_ground="authorised", owner_representative="A", owner_id_number="")
    hand_in(dossier)
    firm = IdentityFactory(kind="business", business_name="Công ty Vải Thiều", tax_code="2400123456", id_number="")
    assert owners.claim(firm) == 1
    dossier.refresh_from_db()
    assert dossier.owner_identity == firm


def test_empty_numbers_claim_nothing(draft):
    hand_in(for_somebody(draft))
    assert owners.claim(IdentityFactory(id_number="", full_name="Vũ Thị Mùi")) == 0


def test_whose_it_is_already_it_stays(theirs):
    first = owner_signs_on()
    owners.claim(first)
    assert owners.claim(owner_signs_on()) == 0
    theirs.refresh_from_db()
    assert theirs.owner_identity == first


def test_the_page_and_the_paper_name_both(theirs, sign_in, citizen):
    page = page_of(sign_in(citizen), reverse("dossier", args=[theirs.uuid]))
    for text in (page, submission_page(theirs)):
        assert "Vũ Thị Mùi" in text
        assert citizen.full_name in text


def test_the_desk_names_both(theirs, clerk, citizen):
    page = page_of(enter(clerk), reverse("admin:dossiers_dossier_page", args=[theirs.uuid]))
    assert "Vũ Thị Mùi" in page
    assert citizen.full_name in page


def test_the_owner_may_follow_it_to_its_end(theirs, clerk, sign_in):
    owner = owner_signs_on()
    owners.claim(owner)
    workflow.perform(workflow.RECEIVE, theirs, Act(clerk))
    assert sign_in(owner.user).get(reverse("dossier", args=[theirs.uuid])).status_code == 200
