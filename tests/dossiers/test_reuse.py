"""Answers of an earlier dossier are given anew where the same is asked, with where they come from."""

import pytest
from django.urls import reverse

from dossiers import drafts, reuse
from dossiers.models import Dossier, Status
from tests.dossiers.pages import page_of, send
from tests.factories import ProcedureFactory

pytestmark = pytest.mark.django_db
STREET = "Số 5 đường Xương Giang, Hà Nội"
HOME = {"commune": "elsewhere", "district": "", "province": "", "street": STREET, "text": STREET}
BY_POST = {
    "phone": "0912345678", "return_by": "post", "return_name": "Trần Thị Hà", "return_phone": "0912345678",
    "return_to-commune": "elsewhere", "return_to-street": STREET,
}  # fmt: skip


@pytest.fixture
def earlier(dossier):
    """Handed in, with an answer the nation does not know."""
    dossier.answers["return_to"] = dossier.answers["phone"] | {"value": HOME}
    dossier.answers["return_by"]["value"] = "post"
    dossier.save()
    return dossier


@pytest.fixture
def url(procedure, commune, unit, earlier):
    return reverse("start_dossier", args=[procedure.code])


def begun(window, url, **values) -> Dossier:
    assert send(window, url, owner_is="self", **values).status_code == 302
    return Dossier.objects.get(status=Status.DRAFT)


def test_one_chooses_from_what_one_has_handed_in(window, url, earlier):
    page = page_of(window, url)
    assert str(earlier.uuid) in page
    assert earlier.provisional_number in page


def test_who_has_handed_in_nothing_is_not_asked(sign_in, other_citizen, url):
    assert 'name="like"' not in page_of(sign_in(other_citizen), url)


def test_chosen_its_answers_are_there_with_their_source(window, url, earlier):
    draft = begun(window, url, like=str(earlier.uuid))
    entry = draft.answers["return_to"]
    assert (entry["value"], entry["at"]) == (HOME, earlier.answers["return_to"]["at"])
    assert entry["source"] == f"dossier {earlier.provisional_number}"


def test_not_chosen_nothing_is_taken_over(window, url):
    assert set(begun(window, url).answers) == {"owner_is"}


def test_the_source_stands_beside_the_field_and_in_the_review(window, url, earlier):
    draft = begun(window, url, like=str(earlier.uuid))
    words = f"ấy từ hồ sơ {earlier.provisional_number}, khai ngày 30/11/2020"
    assert words in page_of(window, reverse("dossier_step", args=[draft.uuid, 3]))
    assert words in page_of(window, reverse("dossier_review", args=[draft.uuid]))


def test_left_as_it_was_it_keeps_its_source_and_changed_it_loses_it(window, url, earlier):
    draft = begun(window, url, like=str(earlier.uuid))
    step = reverse("dossier_step", args=[draft.uuid, 3])
    send(window, step, **BY_POST)
    draft.refresh_from_db()
    assert draft.answers["return_to"]["source"].startswith("dossier ")
    send(window, step, **BY_POST | {"return_to-street": "Nơi khác"})
    draft.refresh_from_db()
    assert draft.answers["return_to"]["source"] == "typed"


def test_what_the_nation_knows_goes_before_what_was_said_then(window, url, earlier):
    draft = begun(window, url, like=str(earlier.uuid))
    assert not {"owner_name", "phone", "owner_address"} & set(draft.answers)


def test_somebody_elses_dossier_lends_nothing(sign_in, other_citizen, url, earlier):
    send(sign_in(other_citizen), url, owner_is="self", like=str(earlier.uuid))
    assert set(Dossier.objects.get(status=Status.DRAFT).answers) == {"owner_is"}


def test_another_procedure_takes_over_nothing_of_the_matter(earlier, citizen, commune):
    other = ProcedureFactory().current
    draft = drafts.begin(citizen, drafts.Place(other.cases.get(), commune, "self"), like=earlier)
    assert "summary" not in draft.answers
    assert draft.answer("return_to") == HOME


def test_what_is_said_of_another_kind_of_owner_is_not_taken_over(earlier, citizen, procedure, commune):
    place = drafts.Place(procedure.current.cases.get(), commune, "person")
    assert not {name for name in drafts.begin(citizen, place, like=earlier).answers if name.startswith("owner_n")}


def test_what_would_be_no_answer_any_more_is_not_taken_over(earlier, citizen, procedure, commune):
    earlier.answers["return_by"]["value"] = "by pigeon"
    place = drafts.Place(procedure.current.cases.get(), commune, "self")
    assert "return_by" not in drafts.begin(citizen, place, like=earlier).answers


def test_the_first_source_stays_however_often_reused(earlier, citizen, procedure, commune):
    earlier.answers["return_to"]["source"] = "dossier 000.01"
    place = drafts.Place(procedure.current.cases.get(), commune, "self")
    assert reuse.source_of(drafts.begin(citizen, place, like=earlier).answers["return_to"]).code == "000.01"
