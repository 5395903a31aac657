"""Files that an agency encloses with its answer: the asker's once it is answered, the public's as copies that a person
ticked, nobody's while it is a draft."""

import io
import json
import re

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dossiers.models import CannedAnswer
from feedback.enquiries import table as enquiry_table
from feedback.models import AnswerFile, HeldFile
from feedback.petitions import table as petition_table
from feedback.petitions.table import PUBLISH
from portal.audit.models import AuditLine
from portal.files.storage import path_of
from tests.feedback import conftest, enquired
from tests.feedback.pages import desk_page_of, page_of, sent
from tests.feedback.test_own_data import copied
from tests.portal.desk import enter
from tests.sheets import written_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
AUTHOR = "Nguyễn Thị Soạn"


@pytest.fixture(autouse=True)
def files_aside(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def paper(name: str = "hướng dẫn.pdf") -> SimpleUploadedFile:
    content = written_pdf(lambda document: document.docinfo.__setitem__("/Author", AUTHOR))
    return SimpleUploadedFile(name, content, "application/pdf")


def proposed(case, officer, **fields):
    said = {"action": "propose", "answer": "Theo mẫu kèm theo.", "finding": "founded", **fields}
    return sent(enter(officer), desk_page_of(case), **said)


@pytest.fixture(params=["petition", "enquiry"])
def case(request, officer):
    """In the agency's hand, with one file proposed at the desk."""
    found = request.getfixturevalue("handled" if request.param == "petition" else "assigned")
    assert proposed(found, officer, files=[paper()]).status_code == 302
    found.refresh_from_db()
    return found


def approved(case, leader):
    is_petition = case._meta.model_name == "petition"
    action, room = (petition_table, conftest) if is_petition else (enquiry_table, enquired)
    return room.done(action.APPROVE, case, leader)


def published(case, reception, *keys):
    words = {"title": "Mẫu", "content": "Xin mẫu", "answer": "Theo mẫu", "files": [str(key) for key in keys]}
    is_petition = case._meta.model_name == "petition"
    if is_petition:
        return conftest.done(PUBLISH, case, reception, **words)
    return enquired.done(enquiry_table.PUBLISH, case, reception, **words)


def address(case, which: str) -> str:
    kind = case._meta.model_name
    return reverse(f"{kind}_file", args=[case.uuid, getattr(case.answer_files.get(), which).uuid])


def test_a_draft_is_seen_at_the_desk_alone(case, officer, outsider, citizen, sign_in):
    name = f"admin:feedback_{case._meta.model_name}_file"
    at_desk = reverse(name, args=[case.uuid, case.answer_files.get().stored.uuid])
    assert [enter(who).get(at_desk).status_code for who in (officer, outsider)] == [200, 404]
    assert at_desk in enter(officer).get(desk_page_of(case)).content.decode()
    assert sign_in(citizen).get(address(case, "stored")).status_code == 404


def test_answered_the_asker_reads_it_and_no_stranger(case, leader, citizen, sign_in):
    approved(case, leader)
    window, file = sign_in(citizen), address(case, "stored")
    assert file in window.get(page_of(case)).content.decode()
    assert window.get(file).status_code == 200
    assert Client().get(file).status_code == 404


def test_the_copy_of_the_askers_data_has_it_once_it_is_answered(case, leader, citizen):
    assert not any(name.startswith("tep/") for name in copied(citizen).namelist())
    approved(case, leader)
    copy = copied(citizen)
    rows = json.loads(copy.read("du-lieu.json"))
    (file,) = (rows["petitions"] or rows["enquiries"])[0]["answer_files"]
    assert copy.read(file["in_copy"]) == path_of(case.answer_files.get().stored.uuid).read_bytes()


def test_published_everybody_gets_a_copy_of_what_was_ticked_until_it_is_hidden(case, leader, reception):
    published(approved(case, leader), reception, case.answer_files.get().stored.uuid)
    file = address(case, "shown")
    assert file in Client().get(page_of(case)).content.decode()
    with pikepdf.open(io.BytesIO(b"".join(Client().get(file)))) as document:
        assert "/Author" not in document.docinfo
    press = sent(enter(reception), desk_page_of(case), action="hide", note="Sai tệp")
    assert (press.status_code, Client().get(file).status_code) == (302, 404)


def test_what_was_not_ticked_is_not_published(case, leader, reception):
    published(approved(case, leader), reception)
    assert case.answer_files.get().shown is None
    assert Client().get(address(case, "stored")).status_code == 404


def test_worked_over_what_loses_its_tick_is_left_out_and_kept_for_history(case, officer, leader):
    assert 'name="enclosed"' not in enter(leader).get(desk_page_of(case)).content.decode()
    sent(enter(leader), desk_page_of(case), action="return", note="Thay tệp")
    case.refresh_from_db()
    page = enter(officer).get(desk_page_of(case)).content.decode()
    assert re.search(r'name="enclosed" value="[^"]+"[^>]* checked', page)
    proposed(case, officer, files=[paper("mới.pdf")])
    assert [one.stored.name for one in case.answer_files.enclosed()] == ["mới.pdf"]
    assert case.answer_files.count() == 2


def test_with_its_tick_it_stays(case, officer, leader):
    sent(enter(leader), desk_page_of(case), action="return", note="Sửa lời")
    proposed(case, officer, enclosed=[str(case.answer_files.get().stored.uuid)])
    assert case.answer_files.enclosed().count() == 1


def test_a_file_outlives_an_error_beside_another_field(assigned, officer):
    page = proposed(assigned, officer, answer="", files=[paper()]).content.decode()
    (key,) = re.findall(r'name="held" value="([^"]+)"[^>]* checked', page)
    proposed(assigned, officer, held=[key])
    assert AnswerFile.objects.get().enquiry == assigned
    assert not HeldFile.objects.exists()


def test_a_file_outlives_an_answer_kept_ready_that_is_put_in(assigned, officer):
    ready = CannedAnswer.objects.create(title="Nơi khác", text="Xin hỏi nơi khác.")
    said = {"chen": "propose", "canned": str(ready.pk), "answer": "Chào bạn.", "files": [paper()]}
    page = sent(enter(officer), desk_page_of(assigned), **said).content.decode()
    assert "Chào bạn.\n\nXin hỏi nơi khác." in page
    assert re.search(r'name="held" value="[^"]+"[^>]* checked', page)


def test_what_is_no_paper_is_refused_beside_its_field(handled, officer):
    wrong = SimpleUploadedFile("x.pdf", b"MZ" * 50, "application/pdf")
    assert 'data-error-for="files"' in proposed(handled, officer, files=[wrong]).content.decode()
    assert not AnswerFile.objects.exists()


def test_the_audit_hears_who_enclosed_it_but_not_its_name(case):
    line = AuditLine.objects.filter(table="feedback_answerfile").latest("pk")
    assert "stored_id" in line.changes
    assert "hướng dẫn" not in str(line.changes)
