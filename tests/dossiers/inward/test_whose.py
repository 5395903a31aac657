"""Whose a dossier of the nation is: the technical id of the sign-on says it, a number alone never does."""

import uuid

import pytest

from dossiers import owners
from dossiers.models import Dossier
from portal.notices.models import Notice
from tests.dossiers.inward.sending import of_the_nation, said
from tests.factories import IdentityFactory

pytestmark = pytest.mark.django_db
TECH_ID = "0b7d8a4e-5f6a-4b0e-9c1d-2f3a4b5c6d7e"


def taken(asked, **changed) -> Dossier:
    assert said(of_the_nation(asked, **changed))[0] == 0
    return Dossier.objects.get()


def known(**changed):
    return IdentityFactory(tech_id=TECH_ID, id_number="024190000001", **changed)


def test_who_is_known_by_technical_id_has_handed_it_in_and_owns_it(asked):
    identity = known()
    dossier = taken(asked, MaDoiTuong=TECH_ID)
    assert (dossier.submitter, dossier.owner_identity) == (identity.user, identity)


def test_they_find_it_among_their_dossiers(asked, sign_in):
    identity = known()
    dossier = taken(asked, MaDoiTuong=TECH_ID)
    assert dossier.public_code in sign_in(identity.user).get("/ho-so/").content.decode()


def test_they_are_told_at_their_account(asked):
    identity = known()
    taken(asked, MaDoiTuong=TECH_ID)
    assert Notice.objects.get().person == identity.user


def test_the_same_number_with_another_technical_id_links_nobody(asked):
    IdentityFactory(id_number="024190000001", full_name="Trần Thị Hà")
    dossier = taken(asked, MaDoiTuong=TECH_ID)
    assert (dossier.submitter, dossier.owner_identity) == (None, None)


def test_the_same_number_with_another_name_links_nobody(asked):
    IdentityFactory(id_number="024190000001", full_name="Lê Văn Khác")
    dossier = taken(asked)
    assert (dossier.submitter, dossier.owner_identity) == (None, None)


def test_a_number_that_is_not_theirs_makes_it_somebody_elses(asked):
    identity = known()
    dossier = taken(asked, MaDoiTuong=TECH_ID, SoGiayToChuHoSo="024190000009")
    assert (dossier.submitter, dossier.owner_identity, dossier.answer("owner_is")) == (identity.user, None, "person")


def test_what_the_nation_told_of_them_fills_what_was_not_sent(asked):
    known()
    dossier = taken(asked, MaDoiTuong=TECH_ID, SoGiayToChuHoSo=None)
    assert dossier.answers["owner_id_number"]["value"] == "024190000001"
    assert dossier.answers["owner_id_number"]["source"] == "national identity"


def test_who_signs_in_later_finds_it_then(asked, sign_in):
    dossier = taken(asked, MaDoiTuong=TECH_ID)
    identity = known()
    assert dossier.public_code in sign_in(identity.user).get("/ho-so/").content.decode()


def test_claiming_twice_changes_nothing(asked):
    dossier, identity = taken(asked, MaDoiTuong=TECH_ID), known()
    owners.claim(identity)
    owners.claim(identity)
    dossier.refresh_from_db()
    assert (dossier.submitter, dossier.owner_identity) == (identity.user, identity)


def test_another_technical_id_claims_nothing(asked):
    dossier = taken(asked, MaDoiTuong=TECH_ID)
    owners.claim(IdentityFactory(tech_id=uuid.uuid4(), full_name="Lê Văn Khác"))
    dossier.refresh_from_db()
    assert dossier.submitter is None


def test_a_business_is_known_by_its_tax_code(asked):
    business = IdentityFactory(
        tech_id=TECH_ID, kind="business", business_name="Công ty TNHH Vải Lục Ngạn", tax_code="2400123456"
    )
    dossier = taken(
        asked, MaDoiTuong=TECH_ID, LoaiDoiTuong="2", ChuHoSo="Công ty TNHH Vải Lục Ngạn", SoGiayToChuHoSo="2400123456",
        NguoiDaiDien="Vũ Thị Vải",
    )  # fmt: skip
    assert (dossier.owner_identity, dossier.answer("owner_representative")) == (business, "Vũ Thị Vải")
    assert (dossier.owner["kind"], dossier.owner["tax_code"]) == ("business", "2400123456")
