"""The officials' side: what waits is counted, opening it is seen by the citizen, canned answers are put in."""

import pytest
from django.urls import reverse

from dossiers.models import CannedAnswer, Message
from dossiers.thread import canned
from tests.dossiers.desk import codes, listed, shown
from tests.dossiers.pages import page_of
from tests.dossiers.threads import answer, ask, desk_thread_of, press, thread_of
from tests.factories import AgencyFactory, FieldFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(clerk):
    return enter(clerk)


def test_a_question_is_counted_in_list_and_on_the_start_page(desk, dossier, citizen):
    assert codes(desk, viec="tin-nhan") == []
    ask(dossier, citizen)
    assert codes(desk, viec="tin-nhan") == [dossier.provisional_number]
    assert "1 tin nhắn mới" in listed(desk)
    assert "Có 1 tin nhắn chờ bạn đọc" in shown(desk, dossier)
    assert "?viec=tin-nhan" in page_of(desk, reverse("admin:index"))


def test_once_opened_it_waits_no_more_and_the_citizen_sees_who_by_agency(desk, dossier, citizen, clerk, sign_in):
    ask(dossier, citizen)
    window = sign_in(citizen)
    assert "chưa xem" in page_of(window, thread_of(dossier))
    page_of(desk, desk_thread_of(dossier))
    page = page_of(window, thread_of(dossier))
    assert "đã xem lúc" in page
    assert dossier.received_by.name in page
    assert clerk.full_name not in page
    assert codes(desk, viec="tin-nhan") == []


def test_an_official_is_named_by_agency_to_the_citizen_and_in_full_at_the_desk(desk, dossier, citizen, clerk, sign_in):
    answer(dossier, clerk)
    assert clerk.full_name in page_of(desk, desk_thread_of(dossier))
    page = page_of(sign_in(citizen), thread_of(dossier))
    assert clerk.full_name not in page
    assert "Công chức" in page


def test_the_official_sees_whether_the_citizen_has_read_it(desk, dossier, citizen, clerk, sign_in):
    answer(dossier, clerk)
    assert "chưa xem" in page_of(desk, desk_thread_of(dossier))
    page_of(sign_in(citizen), thread_of(dossier))
    assert "đã xem lúc" in page_of(desk, desk_thread_of(dossier))


def test_an_official_answers(desk, dossier, clerk):
    sent = press(desk, desk_thread_of(dossier), text="Mời ông đến nhận")
    assert sent.status_code == 302
    assert (Message.objects.get().side, Message.objects.get().by) == ("agency", clerk)


def test_a_dossier_of_others_is_not_found(dossier, outsider, officer):
    for stranger in (outsider, officer):  # the officer's agency has no part in it yet
        assert enter(stranger).get(desk_thread_of(dossier)).status_code == 404


def test_a_canned_answer_is_put_behind_what_was_typed_and_not_sent(desk, dossier):
    ready = CannedAnswer.objects.create(title="Chào", text="Kính gửi {owner}, hồ sơ {code} tại {agency}, {due}.")
    page = press(desk, desk_thread_of(dossier), "insert", text="Trước", canned=str(ready.pk)).content.decode()
    typed = page.split("<textarea", 1)[1].split("</textarea>")[0]
    assert "Trước\n\nKính gửi Trần Thị Hà, hồ sơ" in typed
    assert dossier.provisional_number in typed
    assert not Message.objects.exists()


def test_braces_in_a_name_are_text(dossier):
    dossier.owner["name"] = "{code} {{7*7}}"
    said = canned.put_into("", CannedAnswer(text="Gửi {owner}"), dossier)
    assert said == "Gửi {code} {{7*7}}"


def test_only_what_fits_is_offered(dossier):
    other_field, other_agency = FieldFactory(code="G00-X", name="Khác"), AgencyFactory()
    for title, more in {
        "chung": {}, "lĩnh vực": {"field": dossier.edition.field}, "nơi": {"agency": dossier.received_by},
        "khác": {"field": other_field}, "nơi khác": {"agency": other_agency}, "cũ": {"is_active": False},
    }.items():  # fmt: skip
        CannedAnswer.objects.create(title=title, text="x", **more)
    assert {one.title for one in canned.offered(dossier)} == {"chung", "lĩnh vực", "nơi"}


def test_a_leader_keeps_those_of_their_own_agency(leader, commune):
    window, url = enter(leader), reverse("admin:dossiers_cannedanswer_add")
    general = CannedAnswer.objects.create(title="Chung", text="x")
    refused = window.post(url, {"title": "Của tôi", "text": "Mời đến", "is_active": "on"}).content.decode()
    assert 'data-error-for="agency"' in refused or "errorlist" in refused
    window.post(url, {"title": "Của tôi", "text": "Mời đến", "agency": commune.pk, "is_active": "on"})
    assert CannedAnswer.objects.get(title="Của tôi").agency == commune
    assert window.get(reverse("admin:dossiers_cannedanswer_change", args=[general.pk])).status_code == 302


def test_a_foreign_placeholder_cannot_be_saved(catalogue_admin):
    window, url = enter(catalogue_admin), reverse("admin:dossiers_cannedanswer_add")
    page = window.post(url, {"title": "Xấu", "text": "{owner.__init__} {phone}", "is_active": "on"}).content.decode()
    assert "{phone}" in page
    assert not CannedAnswer.objects.exists()


def test_the_first_ones_are_sound_and_seeded_once(db):
    canned.seed()
    assert canned.seed() == "6 canned answers"
    assert CannedAnswer.objects.count() == 6
