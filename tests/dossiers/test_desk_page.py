"""A dossier at the desk: what it shows, and the acts of the table, done once or refused with nothing lost."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import NationalMessage, Status
from portal.files.models import StoredFile
from tests.dossiers.desk import PAGE, buttons, press, shown, token
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_reception(clerk):
    return enter(clerk)


@pytest.fixture
def at_agency(officer):
    return enter(officer)


@pytest.fixture
def in_process(dossier, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    workflow.perform(workflow.FORWARD, dossier, Act(clerk))
    return dossier


def decision() -> SimpleUploadedFile:
    document, content = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(content)
    return SimpleUploadedFile("kết quả.pdf", content.getvalue())


def test_it_shows_owner_request_number_and_status(at_reception, dossier):
    page = shown(at_reception, dossier)
    assert f'data-status="1" data-code="{dossier.provisional_number}"' in page
    for words in ("Trần Thị Hà", "Xin xác nhận nhà ở", "0912345678", dossier.agency.name):
        assert words in page


def test_the_buttons_are_the_tables(at_reception, at_agency, in_process):
    assert buttons(at_reception, in_process) == set()
    assert buttons(at_agency, in_process) == {"finish"}


def test_receiving_gives_code_and_receipt(at_reception, dossier):
    assert buttons(at_reception, dossier) == {"receive", "refuse"}
    assert press(at_reception, dossier, "receive").status_code == 302
    dossier.refresh_from_db()
    page = shown(at_reception, dossier)
    assert f'data-status="2" data-code="{dossier.code}"' in page
    assert reverse("issued_paper", args=[dossier.uuid, dossier.issued_papers.get(key="receipt").uuid]) in page


def test_the_whole_way_to_the_hand_over(at_reception, at_agency, dossier):
    press(at_reception, dossier, "receive")
    press(at_reception, dossier, "forward")
    press(at_agency, dossier, "finish", result_number="15/2020/KS", result_file=decision())
    press(at_reception, dossier, "hand_over")
    dossier.refresh_from_db()
    assert (dossier.status, dossier.result_number) == (Status.HANDED_OVER, "15/2020/KS")
    assert dossier.attachments.get().stored.name == "kết quả.pdf"


def test_a_button_pressed_twice_acts_once(at_reception, dossier):
    values = {"action": "receive", "form_token": token(shown(at_reception, dossier), "receive")}
    first, second = (at_reception.post(reverse(PAGE, args=[dossier.uuid]), values) for _ in range(2))
    assert (first.status_code, second.status_code, first.url) == (302, 302, second.url)
    assert dossier.events.count() == 2


def test_an_act_without_a_token_of_the_page_is_refused(at_reception, dossier):
    answer = at_reception.post(reverse(PAGE, args=[dossier.uuid]), {"action": "receive"})
    assert answer.status_code == 400
    assert dossier.events.count() == 1


def test_who_comes_second_is_told_and_keeps_what_was_typed(at_reception, dossier, clerk):
    ready = {"form_token": token(shown(at_reception, dossier), "refuse"), "note": "Thiếu chữ ký ở trang hai"}
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    answer = at_reception.post(reverse(PAGE, args=[dossier.uuid]), {"action": "refuse", **ready})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'data-status="2"' in page
    assert "Thiếu chữ ký ở trang hai" in page


@pytest.mark.parametrize("action", ["submit", "withdraw", "nonsense", ""])
def test_an_act_that_is_not_the_desks_is_refused(at_reception, dossier, action):
    values = {"action": action, "form_token": token(shown(at_reception, dossier), "receive")}
    assert at_reception.post(reverse(PAGE, args=[dossier.uuid]), values).status_code == 409
    assert dossier.events.count() == 1


def test_a_missing_reason_is_said_beside_its_field(at_reception, dossier):
    answer = press(at_reception, dossier, "refuse")
    assert answer.status_code == 200
    assert 'data-error-for="note"' in answer.content.decode()
    assert dossier.events.count() == 1


def test_a_bad_result_file_is_said_beside_its_field_and_the_number_kept(at_agency, in_process):
    bad = SimpleUploadedFile("kết quả.pdf", b"MZ a program")
    page = press(at_agency, in_process, "finish", result_number="15/2020/KS", result_file=bad).content.decode()
    assert 'data-error-for="result_file"' in page
    assert 'value="15/2020/KS"' in page


def test_of_a_refused_act_not_even_the_files_row_remains(at_agency, in_process, officer):
    held = token(shown(at_agency, in_process), "finish")
    workflow.perform(workflow.FINISH, in_process, Act(officer, values={"result_number": "1", "result_file": stored()}))
    values = {"action": "finish", "form_token": held, "result_number": "2", "result_file": decision()}
    assert at_agency.post(reverse(PAGE, args=[in_process.uuid]), values).status_code == 409
    assert StoredFile.objects.count() == 1


def stored() -> StoredFile:
    return StoredFile.objects.create(name="kết quả.pdf", media_type="application/pdf", size=1, sha256="0" * 64)


def test_a_file_sent_in_place_of_a_text_is_not_kept(at_reception, dossier):
    press(at_reception, dossier, "receive", note=SimpleUploadedFile("trang.html", b"<script>alert(1)</script>"))
    assert not StoredFile.objects.exists()
    press(at_reception, dossier, "forward")
    assert "trang.html" not in "".join(dossier.events.values_list("note", flat=True))


def test_it_says_whether_the_nation_has_it(at_reception, in_process):
    assert "thay đổi đang gửi" in shown(at_reception, in_process)
    NationalMessage.objects.filter(subject=in_process).update(last_error="503 của cổng", attempts=2)
    assert "503 của cổng" in shown(at_reception, in_process)


def test_more_history_costs_no_more_queries(at_agency, in_process, officer, django_assert_num_queries):
    shown(at_agency, in_process)
    with CaptureQueriesContext(connection) as before:
        shown(at_agency, in_process)
    last = in_process.events.last()
    for number in range(last.number + 1, last.number + 20):
        last.pk, last.number = None, number
        last.save(force_insert=True)
    with django_assert_num_queries(len(before)):
        shown(at_agency, in_process)
