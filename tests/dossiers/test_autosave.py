"""What is typed is kept field by field, as it is; nothing is checked and nothing of another window is overwritten."""

import pytest
from django.test import Client
from django.urls import reverse

from dossiers import drafts
from dossiers.models import Dossier, Status
from tests.dossiers.pages import page_of, send
from tests.dossiers.tabs import Tab

pytestmark = pytest.mark.django_db


@pytest.fixture
def tab(window, draft):
    return Tab(window, draft, 3)


def test_what_is_typed_is_there_when_the_page_is_opened_again(tab, window, draft):
    tab.types(phone="091")
    assert 'value="091"' in page_of(window, tab.url)


def test_the_answer_says_when_it_was_saved(tab):
    assert len(tab.types(phone="091").json()["at"]) == 5


def test_what_is_not_valid_yet_is_no_answer(tab, draft):
    tab.types(phone="091")
    draft.refresh_from_db()
    assert draft.answer("phone") == "0912345678"


def test_only_what_is_typed_is_changed(tab, window):
    tab.types(phone="091")
    assert 'value="counter" checked' in page_of(window, tab.url) or "counter" in page_of(window, tab.url)


def test_an_emptied_field_stays_empty(tab, window):
    tab.types(phone="")
    assert 'name="phone" value="0912345678"' not in page_of(window, tab.url)


def test_names_no_question_bears_are_dropped(tab, draft):
    tab.types(phone="091", status="9", __proto__="x")
    draft.refresh_from_db()
    assert draft.typed == {"phone": {"phone": ["091"]}}
    assert draft.status == Status.DRAFT


def test_what_the_nation_says_cannot_be_typed_over(window, draft):
    Tab(window, draft, 1).types(owner_name="Kẻ Mạo Danh")
    draft.refresh_from_db()
    assert draft.typed == {}


def test_typed_back_to_what_was_saved_nothing_waits(tab, draft):
    tab.types(phone="091")
    tab.types(phone="0912345678")
    draft.refresh_from_db()
    assert draft.typed == {}


def test_saving_the_step_makes_it_an_answer(tab, window, draft):
    tab.types(phone="0987654321")
    send(window, tab.url, phone="0987654321", return_by="counter")
    draft.refresh_from_db()
    assert (draft.answer("phone"), draft.typed) == ("0987654321", {})


def test_what_nobody_checked_is_not_handed_in(tab, window, draft):
    tab.types(phone="091")
    page = send(window, reverse("dossier_review", args=[draft.uuid]), declared="on", action="submit")
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    assert tab.url in page.content.decode()
    assert drafts.first_open_step(draft) == 3


def test_nobody_signed_in_is_told_so(draft):
    assert Client().post(reverse("dossier_autosave", args=[draft.uuid, 3])).status_code == 401


def test_strangers_find_nothing(sign_in, other_citizen, draft):
    url = reverse("dossier_autosave", args=[draft.uuid, 3])
    assert sign_in(other_citizen).post(url).status_code == 404


def test_what_was_handed_in_takes_nothing_any_more(window, dossier):
    answer = window.post(reverse("dossier_autosave", args=[dossier.uuid, 3]), {":changed": "phone", "phone": "1"})
    assert answer.status_code == 410
    assert Dossier.objects.get().typed == {}


def test_more_text_than_is_kept_is_said(window, draft):
    answer = Tab(window, draft, 2).types(summary="a" * 70_000)
    assert answer.status_code == 413
    assert answer.json()["refused"]


def test_a_character_the_database_cannot_hold_does_no_harm(tab, draft):
    assert tab.types(phone="09\x001").status_code == 200
    draft.refresh_from_db()
    assert draft.typed["phone"] == {"phone": ["091"]}


# --- Two windows ------------------------------------------------------------------------------


def test_two_windows_with_different_fields_both_get_their_way(window, draft):
    one, other = Tab(window, draft, 3), Tab(window, draft, 3)
    one.types(phone="091")
    answer = other.types(email="ha@")
    draft.refresh_from_db()
    assert answer.status_code == 200
    assert draft.typed == {"phone": {"phone": ["091"]}, "email": {"email": ["ha@"]}}
    assert answer.json()["theirs"] == {"phone": {"phone": ["091"]}}


def test_two_windows_with_one_field_are_told_and_the_first_stays(window, draft):
    one, other = Tab(window, draft, 3), Tab(window, draft, 3)
    one.types(phone="091")
    answer = other.types(phone="098")
    draft.refresh_from_db()
    assert answer.status_code == 409
    assert answer.json()["clashes"] == [{"question": "phone", "words": "091"}]
    assert draft.typed["phone"] == {"phone": ["091"]}


def test_having_been_told_one_may_keep_ones_own(window, draft):
    one, other = Tab(window, draft, 3), Tab(window, draft, 3)
    one.types(phone="091")
    other.types(phone="098")
    assert other.types(phone="098").status_code == 200
    draft.refresh_from_db()
    assert draft.typed["phone"] == {"phone": ["098"]}


def test_sent_again_after_a_lost_answer_it_clashes_with_nothing(window, draft):
    tab = Tab(window, draft, 3)
    before = dict(tab.tags)
    tab.types(phone="091")
    tab.tags = before
    assert tab.types(phone="091").status_code == 200


def test_a_step_saved_from_an_older_page_is_told(tab, window, draft):
    old = Tab(window, draft, 3)
    tab.types(phone="091")
    page = window.post(tab.url, old.hidden | {"phone": "0987654321", "return_by": "counter"})
    assert page.status_code == 409
    draft.refresh_from_db()
    assert draft.answer("phone") == "0912345678"


def test_the_saving_window_saves_its_step_without_being_told(tab, window, draft):
    answer = tab.types(phone="0987654321").json()
    values = tab.hidden | {"version": answer["version"], "phone": "0987654321", "return_by": "counter"}
    assert window.post(tab.url, values).status_code == 302
