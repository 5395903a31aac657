"""The copy of one's data tells of one's petitions, questions and entries: all one may see, nothing else."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dossiers.own_data import contents, package
from feedback.enquiries import table as enquiry_table
from feedback.models import Certificate, Entry, Remark, Round, Stage
from feedback.petitions import table
from feedback.petitions.filing import send
from feedback.questionnaires import entering
from feedback.questionnaires.entering import Said
from feedback.questionnaires.person import Person
from feedback.ratings import remarks
from feedback.spam import Sender
from portal.files.models import StoredFile
from portal.files.storage import path_of, store
from tests.factories import IdentityFactory
from tests.feedback import contests, enquired
from tests.feedback.conftest import ANSWER, WORDS, done, written
from tests.sheets import written_pdf

pytestmark = pytest.mark.django_db


def paper(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, written_pdf(), "application/pdf")


def copied(person) -> zipfile.ZipFile:
    out = io.BytesIO()
    package.write(out, person, lambda: None)
    return zipfile.ZipFile(out)


def texts(copy: zipfile.ZipFile) -> str:
    readable = [name for name in copy.namelist() if not name.startswith("tep/")]
    return "".join(copy.namelist()) + "".join(copy.read(name).decode() for name in readable)


def taken_part(person, turn: Round, right: int = 4) -> Entry:
    entry = entering.begin(turn, Person(person, "a" * 32, contests.somebody(7).facts))
    return entering.send(entry, Said(contests.answered(entry, right)))


# --- Petitions --------------------------------------------------------------------------------
def test_an_answered_petition_stands_there_with_its_history(answered, citizen):
    (told,) = contents.everything(citizen)["petitions"]
    assert (told["number"], told["content"], told["phone"]) == (answered.number, WORDS, "0912345678")
    assert [one["text"] for one in told["answers"]] == [ANSWER]
    done_to_it = [action.done for action in (table.RECEIVE, table.TRANSFER, table.TAKE, table.APPROVE)]
    assert [event["what"] for event in told["history"][1:]] == [str(words) for words in done_to_it]


def test_what_officials_say_among_themselves_is_not_in_it(handled, citizen, officer, leader):
    done(table.PROPOSE, handled, officer, answer="Bản thảo chưa duyệt")
    done(table.RETURN, handled, leader, note="Viết lại cho đúng")
    done(table.PROPOSE, handled, officer, answer="Bản thảo thứ hai")
    everything = texts(copied(citizen))
    assert WORDS in everything
    for words in ("Bản thảo", "Viết lại cho đúng", officer.full_name, leader.full_name):
        assert words not in everything


def test_an_answer_stays_in_it_after_reopening_and_a_new_draft_does_not_come(answered, citizen, officer):
    done(table.REOPEN, answered, citizen, note="Vẫn chờ lâu")
    done(table.PROPOSE, answered, officer, answer="Bản thảo chưa duyệt")
    (told,) = contents.everything(citizen)["petitions"]
    assert [one["text"] for one in told["answers"]] == [ANSWER]
    assert "Vẫn chờ lâu" in [event["note"] for event in told["history"]]


def test_its_files_are_in_the_copy_whole(calendar, citizen):
    petition = send(written(), Sender(citizen), [paper("ảnh quầy.pdf")])
    copy = copied(citizen)
    (file,) = json.loads(copy.read("du-lieu.json"))["petitions"][0]["files"]
    assert file["name"] == "ảnh quầy.pdf"
    assert copy.read(file["in_copy"]) == path_of(petition.files.get().stored.uuid).read_bytes()


def test_a_file_held_by_the_scanner_is_listed_alone(calendar, citizen):
    petition = send(written(), Sender(citizen), [paper("nhiễm.pdf")])
    StoredFile.objects.filter(petition_file__petition=petition).update(scan=StoredFile.Scan.INFECTED)
    copy = copied(citizen)
    assert json.loads(copy.read("du-lieu.json"))["petitions"][0]["files"][0]["in_copy"] is None
    assert not [name for name in copy.namelist() if name.startswith("tep/")]


# --- Questions --------------------------------------------------------------------------------
def test_a_question_stands_there_with_every_wording_of_its_answer(published, citizen, leader):
    enquired.done(enquiry_table.CORRECT, published, leader, answer="Sửa lại: ở nơi cư trú của một trong hai người.")
    (told,) = contents.everything(citizen)["enquiries"]
    first, corrected = (one["text"] for one in told["answers"])
    assert (first, corrected[:7], told["content"]) == (enquired.REPLIED, "Sửa lại", enquired.ASKED)
    assert told["published_at"] is not None


def test_an_answer_that_waits_for_approval_is_not_in_it(proposed, citizen, officer):
    everything = texts(copied(citizen))
    assert enquired.ASKED in everything
    assert enquired.REPLIED not in everything
    assert officer.full_name not in everything


# --- Entries ----------------------------------------------------------------------------------
def test_an_entry_tells_what_was_asked_and_answered_in_words(db, citizen):
    entry = taken_part(citizen, contests.published())
    (told,) = contents.everything(citizen)["entries"]
    assert (told["code"], told["said_of_oneself"]["phone"]) == (entry.code, entry.phone)
    assert [line["answer"] for line in told["answers"]] == ["Đúng"] * 4 + ["Sai"] * 2


def test_before_the_round_is_counted_nothing_tells_what_was_right(db, citizen):
    entry = taken_part(citizen, contests.published())
    (told,) = contents.everything(citizen)["entries"]
    assert told["result"] is None
    assert not {"score", "right", "seed"} & told.keys()
    assert all(line.keys() == {"question", "answer"} for line in told["answers"])
    Round.objects.filter(pk=entry.round_id).update(ranked_at=timezone.now())
    (told,) = contents.everything(citizen)["entries"]
    assert told["result"] == {"right": 4, "questions": 6, "rank": None}


def test_a_certificate_is_in_the_copy(db, citizen):
    entry = taken_part(citizen, contests.published())
    Certificate.objects.create(
        entry=entry, token="b" * 32, number="001/2020", issued_at=timezone.now(), file=store(paper("gcn.pdf"), by=None)
    )
    copy = copied(citizen)
    kept = json.loads(copy.read("du-lieu.json"))["entries"][0]["certificate"]
    assert (kept["number"], copy.read(kept["in_copy"])[:5]) == ("001/2020", b"%PDF-")


def test_answers_that_were_taken_back_are_not_in_it(db, citizen):
    entry = taken_part(citizen, contests.published("survey"))
    entering.withdraw(entry)
    assert contents.everything(citizen)["entries"] == []


# --- All of it --------------------------------------------------------------------------------
def test_people_read_it_and_spreadsheets_too(answered, published, citizen):
    taken_part(citizen, contests.published())
    copy = copied(citizen)
    page = copy.read("doc-truoc.html").decode()
    for words in (WORDS, ANSWER, enquired.ASKED, enquired.REPLIED, "Tìm hiểu dịch vụ công", "không ghi ai đã đánh giá"):
        assert words in page
    for name, words in (("phan-anh-kien-nghi", ANSWER), ("hoi-dap", enquired.REPLIED), ("bai-thi-khao-sat", "Đúng")):
        assert words in copy.read(f"{name}.csv").decode()


def test_nothing_of_others_is_in_it(calendar, citizen, procedure):
    stranger = IdentityFactory(full_name="Lê Văn Lạ").user
    said = {"content": "Chuyện riêng của người lạ", "name": "Lê Văn Lạ", "phone": "0999888777"}
    send(written(**said), Sender(stranger), [paper("của-người-lạ.pdf")])
    send(written(**{**said, "content": "Người lạ không đăng nhập"}), Sender(None, "192.0.2.1"))
    asked = enquired.asked(**{**said, "content": "Người lạ hỏi"})
    enquired.send(asked, Sender(stranger))
    taken_part(stranger, contests.published())
    everything = texts(copied(citizen)).lower()
    for words in ("người lạ", "lê văn lạ", "0999888777", "của-người-lạ", "nguyễn văn 7"):
        assert words not in everything


def test_a_rating_names_nobody_but_words_that_asked_for_an_answer_stand_with_the_dossier(dossier, citizen):
    said = {"agency": dossier.agency, "stage": Stage.RESULT, "score": 2, "on": date(2020, 12, 1)}
    remarks.keep("0" * 64, Remark(words="Phải chờ lâu", dossier=dossier, **said), is_task=True)
    remarks.keep("1" * 64, Remark(words="Không nêu hồ sơ", **said), is_task=True)
    everything = texts(copied(citizen))
    assert "Phải chờ lâu" in everything
    assert "Không nêu hồ sơ" not in everything
