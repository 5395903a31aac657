"""The citizen's pages of a contest: beginning, answering, sending, the receipt, looking up."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from feedback.models import Entry, Questionnaire, Round
from feedback.questionnaires import bank
from tests.factories import AgencyFactory
from tests.feedback.contests import entered, published, somebody
from tests.feedback.test_contest_ranking import counted

pytestmark = pytest.mark.django_db
LOOKUP = reverse("questionnaire_lookup")
FILLED = {"name": "Trần Thị Hà", "birth_year": "1990", "phone": "0912 345 678", "unit": "THPT Yên Dũng"}


@pytest.fixture
def turn(db) -> Round:
    AgencyFactory(name="Ủy ban nhân dân huyện Yên Dũng", kind="district", level=2)
    return published()


def begun(client: Client, turn: Round, **changed: Any) -> Any:
    address = reverse("questionnaire_start", args=[turn.questionnaire.slug])
    client.get(address)
    district = AgencyFactory._meta.model.objects.filter(kind="district").first()
    return client.post(address, {**FILLED, "district": district.pk if district else "", **changed})


def right(entry: Entry, number: int | None = None) -> dict[str, str]:
    paper = bank.paper_of(entry)[:number]
    return {one.field: str(one.order.index(0)) for one in paper}


def test_from_the_list_to_the_receipt_and_back(client, turn):
    address = begun(client, turn).headers["Location"]
    entry = Entry.objects.get()
    assert entry.code[:4] in client.get(address).content.decode()
    client.post(address, {**right(entry), "action": "send"})
    page = client.get(address).content.decode()
    assert 'data-entry="sent"' in page
    found = Client().post(LOOKUP, {"code": f"{entry.code[:4].lower()} {entry.code[4:]}"}).content.decode()
    assert "Bài này đã được ghi nhận và được tính" in found
    entry.refresh_from_db()
    assert entry.score == 6


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "Hà"}, "name"), ({"birth_year": "12a"}, "birth_year"), ({"birth_year": "1800"}, "birth_year"),
        ({"phone": "12"}, "phone"), ({"district": ""}, "district"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(client, turn, changed, field):
    page = begun(client, turn, **changed).content.decode()
    assert f'data-error-for="{field}"' in page
    assert "THPT Yên Dũng" in page
    assert not Entry.objects.exists()


def test_a_second_press_is_the_same_entry(client, turn):
    assert begun(client, turn).headers["Location"] == begun(client, turn).headers["Location"]


def test_a_second_time_elsewhere_is_refused_kindly(client, turn):
    begun(client, turn)
    answer = begun(Client(), turn)
    assert answer.status_code == 409
    assert "mỗi người chỉ tham gia một lần" in answer.content.decode()


def test_saved_by_its_button_it_is_there_again(client, turn):
    address = begun(client, turn).headers["Location"]
    client.post(address, {**right(Entry.objects.get(), 2), "action": "save"})
    assert client.get(address).content.decode().count(" checked") == 2


def test_while_questions_are_open_it_asks_once_more(client, turn):
    address = begun(client, turn).headers["Location"]
    sent = {**right(Entry.objects.get(), 2), "action": "send"}
    assert "Còn câu chưa trả lời" in client.post(address, sent).content.decode()
    assert Entry.objects.get().sent_at is None
    client.post(address, {**sent, "con-thieu": "1"})
    assert Entry.objects.get().score == 2


def test_it_is_kept_while_one_answers(client, turn):
    address = begun(client, turn).headers["Location"]
    answer = client.post(f"{address}tu-luu/", right(Entry.objects.get(), 3))
    assert answer.json()["said"].startswith("Đã lưu lúc")
    assert Entry.objects.get().saved_at


def test_after_the_time_the_page_says_so_and_the_entry_is_kept(client, turn, time_machine):
    address = begun(client, turn).headers["Location"]
    entry = Entry.objects.get()
    client.post(f"{address}tu-luu/", right(entry, 3))
    time_machine.move_to(entry.due_at + timedelta(minutes=1))
    assert client.post(f"{address}tu-luu/", right(entry)).status_code == 410
    client.post(address, {**right(entry), "action": "send"})
    assert "Bài đến sau khi hết giờ" in client.get(address).content.decode()
    assert Entry.objects.get().score == 3


def test_a_stranger_sees_neither_paper_nor_answers(client, turn):
    address = begun(client, turn).headers["Location"]
    for window in (Client(), Client(headers={"cookie": f"bacgiang_bai_thi={'0' * 32}"})):
        assert window.get(address).headers["Location"] == LOOKUP
        assert window.post(f"{address}tu-luu/", {}).status_code == 404


def test_the_code_lets_one_go_on_at_another_phone(client, turn):
    address, elsewhere = begun(client, turn).headers["Location"], Client()
    elsewhere.post(LOOKUP, {"code": Entry.objects.get().code})
    assert elsewhere.get(address).status_code == 200


def test_a_wrong_code_is_said_beside_it(client):
    assert 'data-error-for="code"' in client.post(LOOKUP, {"code": "AAAAAAAAAAAA"}).content.decode()


def test_a_prediction_that_is_no_number_loses_no_answer(client):
    AgencyFactory(kind="district", level=2)
    turn = published(prediction="Bao nhiêu người?")
    address = begun(client, turn).headers["Location"]
    page = client.post(
        address, {**right(Entry.objects.get()), "prediction": "nhiều", "action": "send"}
    ).content.decode()
    assert 'data-error-for="prediction"' in page
    assert page.count(" checked") == 6


def test_who_signed_in_is_not_asked_for_a_name(sign_in, citizen, turn):
    browser = sign_in(citizen)
    begun(browser, turn, name="Kẻ Khác", phone="0900000000")
    entry = Entry.objects.get()
    assert (entry.user, entry.name, entry.birth_year) == (citizen, "Trần Thị Hà", 1990)


def test_floods_from_one_place_are_held_off(client, turn, settings):
    settings.ENTRIES_PER_HOUR = 2
    for number in range(3):
        answer = begun(Client(), turn, phone=f"091234567{number}")
    assert (answer.status_code, Entry.objects.count()) == (429, 2)


def test_results_show_names_only_with_consent(client):
    turn = published()
    for number in (1, 2):
        entered(turn, number)
    Entry.objects.filter(person_key=somebody(1).key(turn.questionnaire)).update(name="Giáp Thị Kín")
    counted(turn)
    page = client.get(reverse("questionnaire_results", args=[turn.questionnaire.slug])).content.decode()
    assert "Giáp Thị Kín" not in page
    assert "G. T. K." in page


def test_neither_logs_nor_addresses_say_who(client, turn, caplog):
    caplog.set_level(logging.DEBUG)
    address = begun(client, turn).headers["Location"]
    client.post(address, {**right(Entry.objects.get()), "action": "send"})
    said = address + "".join(
        record.getMessage() for record in caplog.records if "sql" not in record.name and "django.db" not in record.name
    )
    assert not re.search("Hà|0912|1990", said)


# --- A survey ---------------------------------------------------------------------------------------
@pytest.fixture
def survey(db) -> Round:
    return published("survey", per_topic=None, minutes=None)


def test_a_survey_needs_consent_and_no_name(client, survey):
    assert 'data-error-for="consents"' in begun(client, survey).content.decode()
    address = begun(client, survey, consents="on").headers["Location"]
    assert (Entry.objects.get().name, Entry.objects.get().consented_at is not None) == ("", True)
    client.post(address, {**right(Entry.objects.get()), "action": "send"})
    assert Entry.objects.get().sent_at


def test_consent_taken_back_deletes_the_answers_and_one_may_take_part_anew(client, survey):
    address = begun(client, survey, consents="on").headers["Location"]
    client.post(address, {**right(Entry.objects.get()), "action": "send"})
    assert 'data-entry="withdrawn"' in client.post(address, {"action": "withdraw"}).content.decode()
    entry = Entry.objects.get()
    assert (entry.answers, entry.withdrawn_at is not None) == ({}, True)
    assert begun(client, survey, consents="on").headers["Location"] != address
    turn = counted(survey)
    assert sum(one.entries for one in turn.units.all()) == 1


def test_drafts_are_not_there(client):
    turn = published()
    assert client.get(reverse("questionnaire", args=[turn.questionnaire.slug])).status_code == 200
    hidden = Questionnaire.objects.create(slug="an", kind="contest", title="Ẩn", summary="Ẩn")
    Round.objects.create(
        questionnaire=hidden,
        number=1,
        title="V",
        starts_at=timezone.now() - timedelta(1),
        ends_at=timezone.now() + timedelta(1),
    )
    for name in ("questionnaire", "questionnaire_start", "questionnaire_results"):
        assert client.get(reverse(name, args=["an"])).status_code == 404
    assert "Ẩn" not in client.get(reverse("questionnaires")).content.decode()
