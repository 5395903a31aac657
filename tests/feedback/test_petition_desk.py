"""Petitions at the desk: who sees which, what is pressed there, writing down by hand, the book."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from feedback.models import Petition
from feedback.petitions import table
from tests.feedback.conftest import ANSWER, WORDS, done
from tests.feedback.pages import desk_page_of as page_of
from tests.feedback.pages import sent, token
from tests.portal.desk import enter
from tests.sheets import written_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
LIST, WRITE, BOOK = (reverse(f"admin:feedback_petition_{name}") for name in ("changelist", "write_down", "book"))
BY_LETTER = {
    "channel": "letter", "came_on": "2020-11-27", "kind": "report", "title": "Cầu xã hỏng lan can", "content": WORDS,
    "name": "Vũ Đình Tám", "address": "Xóm Chùa", "phone": "0987654321",
}  # fmt: skip


@pytest.fixture(autouse=True)
def monday(time_machine, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    time_machine.move_to("2020-11-30T09:00:00+07:00", tick=False)


def press(user, page: str, /, **fields):
    return sent(enter(user), page, **fields)


def test_reception_sees_all_an_agency_what_it_has_or_had(received, reception, officer, outsider, commune):
    assert [enter(who).get(page_of(received)).status_code for who in (reception, officer)] == [200, 404]
    done(table.TRANSFER, received, reception, agency=commune.pk, nature="conduct")
    assert [enter(who).get(page_of(received)).status_code for who in (officer, outsider)] == [200, 404]
    done(table.SEND_BACK, received, officer)
    assert enter(officer).get(page_of(received)).status_code == 200


def test_elsewhere_nothing_of_it_is_listed_found_or_booked(handled, outsider):
    window = enter(outsider)
    for address in (LIST, f"{LIST}?viec=tat-ca", f"{LIST}?q=Chờ", f"{LIST}?q={handled.number}"):
        assert handled.title not in window.get(address).content.decode()
    sheet = load_workbook(io.BytesIO(window.get(BOOK).getvalue())).active
    assert handled.number not in [row[0].value for row in sheet.iter_rows()]


@pytest.mark.parametrize(("heap", "is_there"), [("", True), ("moi", False), ("xu-ly", True), ("muon", False)])
def test_each_heap_holds_its_own(handled, officer, heap, is_there):
    assert (handled.title in enter(officer).get(f"{LIST}?viec={heap}").content.decode()) == is_there


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
    handled, officer, citizen, django_assert_max_num_queries
):
    with django_assert_max_num_queries(45):
        enter(officer).get(LIST)


def test_late_ones_stand_in_their_heap(handled, officer, time_machine):
    time_machine.move_to("2021-01-30T09:00:00+07:00")
    page = enter(officer).get(f"{LIST}?viec=muon").content.decode()
    assert handled.title in page


def test_what_is_pressed_is_done(petition, reception):
    assert press(reception, page_of(petition), action="receive", note="").status_code == 302
    petition.refresh_from_db()
    assert petition.number == "PA20-00001"


def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(handled, officer):
    page = press(officer, page_of(handled), action="propose", answer="Đã mở thêm quầy").content.decode()
    assert 'data-error-for="finding"' in page
    assert "Đã mở thêm quầy" in page


def test_what_another_did_meanwhile_is_told(received, reception, commune):
    window = enter(reception)
    form = {"form_token": token(window, page_of(received))}
    done(table.REFUSE, received, reception)
    form |= {"action": "transfer", "agency": commune.pk, "nature": "rule"}
    assert window.post(page_of(received), form).status_code == 409


def test_a_letter_is_written_down_and_its_term_runs_from_its_day(reception):
    paper = SimpleUploadedFile("thu.pdf", written_pdf(), "application/pdf")
    assert press(reception, WRITE, **BY_LETTER, files=[paper]).status_code == 302
    petition = Petition.objects.get()
    assert (petition.channel, petition.submitter, petition.files.count()) == ("letter", None, 1)
    assert petition.due_at.isoformat() == "2020-12-02T00:30:00+00:00"  # after Monday and Tuesday
    event = petition.events.get()
    assert (event.action, event.by, event.agency.key) == ("write_down", reception, "van-phong-ubnd-tinh")


def test_a_day_that_has_not_come_is_refused(reception):
    page = press(reception, WRITE, **{**BY_LETTER, "came_on": "2020-12-02"}).content.decode()
    assert 'data-error-for="came_on"' in page
    assert "Cầu xã hỏng lan can" in page


def test_only_reception_writes_down(officer):
    assert enter(officer).get(WRITE).status_code == 403


def test_the_book_of_a_year_has_every_number_once_in_order(answered, reception):
    press(reception, WRITE, **BY_LETTER)
    done(table.RECEIVE, Petition.objects.latest("pk"), reception)
    sheet = load_workbook(io.BytesIO(enter(reception).get(f"{BOOK}?nam=2020").getvalue())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["PA20-00001", "PA20-00002"]
    assert (rows[0][2], rows[0][10], rows[1][5]) == ("Trần Thị Hà", ANSWER, "thư")
