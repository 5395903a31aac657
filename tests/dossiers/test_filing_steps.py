"""From the first page to the number, as a citizen's window does it."""

import re

import pytest
from django.urls import reverse

from dossiers.models import Dossier, Status
from tests.dossiers.pages import page_of, send
from tests.law import law_rewritten

pytestmark = pytest.mark.django_db


def start(window, procedure, **values):
    return send(window, reverse("start_dossier", args=[procedure.code]), owner_is="self", **values)


def test_a_citizen_files_from_the_first_page_to_the_number(window, procedure, calendar):
    at = start(window, procedure).url
    at = send(window, at, owner_address="Thôn Núi").url
    at = send(window, at, summary="Xin xác nhận").url
    at = send(window, at, phone="0912 345 678", return_by="online").url
    assert at.endswith("/giay-to/")
    review = at.replace("giay-to", "xem-lai")
    page = window.get(send(window, review, declared="on", action="submit").url)
    dossier = Dossier.objects.get()
    assert dossier.status == Status.SUBMITTED
    assert f'data-code="{dossier.provisional_number}"' in page.content.decode()
    assert dossier.owner["phone"] == "0912345678"


def test_a_second_open_draft_is_offered_not_made(window, procedure):
    start(window, procedure)
    page = start(window, procedure)
    assert page.status_code == 200
    assert str(Dossier.objects.get().uuid) in page.content.decode()


def test_another_draft_is_made_on_request(window, procedure):
    start(window, procedure)
    start(window, procedure, action="start_another")
    assert Dossier.objects.count() == 2


def test_an_unknown_procedure_is_not_found(window):
    assert window.get(reverse("start_dossier", args=["9.999999"])).status_code == 404


def test_a_procedure_not_filed_online_says_where_to_go(window, procedure):
    procedure.current.online_level = 2
    procedure.current.receiving_address = "Số 1 đường Hùng Vương"
    with law_rewritten():
        procedure.current.save()
    page = window.get(reverse("start_dossier", args=[procedure.code]))
    assert "Số 1 đường Hùng Vương" in page.content.decode()
    assert "form_token" not in page.content.decode().split("<main")[1]


def test_many_agencies_are_one_list_under_their_districts(window, procedure, district_of_many):
    page = page_of(window, reverse("start_dossier", args=[procedure.code]))
    assert '<optgroup label="Ủy ban nhân dân huyện Việt Yên">' in page


@pytest.fixture
def district_of_many(db):
    from tests.factories import AgencyFactory

    district = AgencyFactory(kind="district", level=2, name="Ủy ban nhân dân huyện Việt Yên")
    return AgencyFactory.create_batch(12, parent=district)


def test_a_step_left_empty_is_refused_beside_its_field(window, draft):
    page = send(window, reverse("dossier_step", args=[draft.uuid, 3]), phone="", return_by="")
    text = page.content.decode()
    assert 'data-error-for="phone"' in text
    assert 'data-error-for="return_by"' in text
    assert "govuk-error-summary" in text


def test_what_was_typed_wrongly_stands_there_still(window, draft):
    page = send(window, reverse("dossier_step", args=[draft.uuid, 3]), phone="12a", return_by="online")
    assert 'value="12a"' in page.content.decode()


def test_names_no_question_bears_are_dropped(window, draft):
    send(window, reverse("dossier_step", args=[draft.uuid, 2]), summary="Xin", agency="1", __proto__="x", status="9")
    draft.refresh_from_db()
    assert not {"agency", "__proto__", "status"} & set(draft.answers)
    assert draft.status == Status.DRAFT


def test_what_the_nation_says_cannot_be_typed_over(window, draft, citizen):
    url = reverse("dossier_step", args=[draft.uuid, 1])
    send(window, url, owner_name="Kẻ Mạo Danh", owner_id_number="000000000000", owner_address="Thôn Núi")
    draft.refresh_from_db()
    assert draft.owner["name"] == citizen.identity.full_name
    assert draft.answers["owner_id_number"]["source"] == "national identity"


def test_text_is_kept_composed_and_trimmed(window, draft):
    send(window, reverse("dossier_step", args=[draft.uuid, 2]), summary="  Nha\u0300 ở  ")
    draft.refresh_from_db()
    assert draft.summary == "Nhà ở"


def test_characters_nobody_sees_are_refused(window, draft):
    page = send(window, reverse("dossier_step", args=[draft.uuid, 2]), summary="Xin\u202exác nhận")
    assert 'data-error-for="summary"' in page.content.decode()


def test_from_the_review_one_comes_back_to_the_review(window, draft):
    review = page_of(window, reverse("dossier_review", args=[draft.uuid]))
    links = re.findall(r'href="(/ho-so/[^"]+\?ve=xem-lai)"', review)
    assert send(window, links[-1], phone="0987654321", return_by="counter").url == reverse(
        "dossier_review", args=[draft.uuid]
    )


def test_without_the_declaration_nothing_is_handed_in(window, draft):
    page = send(window, reverse("dossier_review", args=[draft.uuid]), action="submit")
    assert 'data-error-for="declared"' in page.content.decode()
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_the_review_names_what_is_missing_and_where(window, draft):
    draft.answers.pop("phone")
    draft.save()
    page = send(window, reverse("dossier_review", args=[draft.uuid]), declared="on", action="submit")
    assert reverse("dossier_step", args=[draft.uuid, 3]) in page.content.decode()
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_a_submitted_dossier_has_no_steps_any_more(window, dossier):
    at = reverse("dossier_step", args=[dossier.uuid, 2])
    assert window.get(at).url == reverse("dossier", args=[dossier.uuid])
