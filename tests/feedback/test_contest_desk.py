"""The desk prepares, publishes, watches, closes and hands out; others have no part in it."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from feedback.models import Certificate, Entry, Questionnaire, Round
from feedback.questionnaires import bank_file, certificates, work
from portal import jobs
from portal.agencies.models import Role
from portal.files.storage import open_stored
from portal.jobs import Job
from tests.factories import AgencyFactory, PostFactory
from tests.feedback.contests import entered, published, written
from tests.feedback.test_contest_ranking import counted
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
NEW = {
    "kind": "contest", "title": "Tìm hiểu", "slug": "tim-hieu", "summary": "Ngắn", "taking": "named", "winners": "3",
}  # fmt: skip
TURN = {"title": "Vòng 1", "starts_at": "01/12/2020 08:00", "ends_at": "31/12/2020 17:00", "per_topic": "1"}


@pytest.fixture
def desk(catalogue_admin) -> Client:
    return enter(catalogue_admin)


def sent(window: Client, name: str, *args: Any, **values: Any) -> Any:
    address = reverse(f"admin:feedback_questionnaire_{name}", args=args)
    token = re.search(r'name="form_token" value="([^"]+)"', window.get(address).content.decode())
    return window.post(address, {**values, "form_token": token[1] if token else ""})


def workbook(*rows: tuple[Any, ...], head: tuple[str, ...] = bank_file.COLUMNS) -> SimpleUploadedFile:
    book, out = Workbook(), BytesIO()
    for row in (head, *rows):
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("cau-hoi.xlsx", out.getvalue())


GOOD = ("Nộp hồ sơ", 1, "Nộp ở đâu?", "một", "B", "Ở chợ", "Trên cổng")


def test_from_nothing_to_published(desk):
    sent(desk, "new", **NEW)
    one = Questionnaire.objects.get()
    sent(desk, "round", one.pk, **TURN)
    assert (
        "Chưa có câu hỏi nào" in desk.get(reverse("admin:feedback_questionnaire_page", args=[one.pk])).content.decode()
    )
    sent(desk, "bank", one.pk, file=workbook(GOOD))
    sent(desk, "page", one.pk, action="publish")
    one.refresh_from_db()
    assert (one.state, one.bank.get().right, one.rounds.get().per_topic) == ("open", [1], 1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", 1, "", "một", "A", "x", "y"), "Thiếu nội dung câu hỏi"),
        (("", 7, "Gì?", "một", "A", "x", "y"), "Độ khó là 1, 2 hoặc 3"),
        (("", 1, "Gì?", "ba", "A", "x", "y"), "Loại phải là"),
        (("", 1, "Gì?", "một", "C", "x", "y"), "Đáp án đúng phải là chữ cái"),
        (("", 1, "Gì?", "một", "A, B", "x", "y"), "một chữ cái đúng"),
        (("", 1, "Gì?", "một", "A", "x"), "ít nhất hai lựa chọn"),
        (("", 1, "Gì?", "một", "A", "x", "x"), "hai lựa chọn giống nhau"),
        (("", 1, "Gì?", "tự viết", ""), "không ai chấm được"),
    ],
)
def test_a_fault_is_told_with_its_row_and_nothing_is_taken_over(desk, row, said):
    one = Questionnaire.objects.create(slug="a", kind="contest", title="A", summary="A")
    page = sent(desk, "bank", one.pk, file=workbook(GOOD, row)).content.decode()
    assert "Dòng 3:" in page
    assert said in page
    assert not one.bank.exists()


@pytest.mark.parametrize(
    "content", [b"khong phai bang tinh", workbook(head=("a", "b")).read()], ids=["no workbook", "other columns"]
)
def test_another_file_is_told(desk, content):
    one = Questionnaire.objects.create(slug="a", kind="contest", title="A", summary="A")
    page = sent(desk, "bank", one.pk, file=SimpleUploadedFile("x.xlsx", content)).content.decode()
    assert 'data-error-for="file"' in page


def test_the_sample_can_be_brought_in_as_it_is(desk):
    one = Questionnaire.objects.create(slug="a", kind="contest", title="A", summary="A")
    found, faults = bank_file.read(BytesIO(bank_file.template()), one)
    assert (len(found), faults) == (2, [])


def test_faults_of_a_form_stand_beside_the_field(desk):
    page = sent(desk, "new", **{**NEW, "slug": "tra-cuu"}).content.decode()
    assert 'data-error-for="slug"' in page
    one = Questionnaire.objects.create(slug="a", kind="contest", title="A", summary="A")
    page = sent(desk, "round", one.pk, **{**TURN, "ends_at": "01/11/2020 08:00"}).content.decode()
    assert 'data-error-for="ends_at"' in page


def test_the_office_that_receives_petitions_keeps_them_too(db):
    office = AgencyFactory(key="van-phong-ubnd-tinh")
    window = enter(PostFactory(agency=office, role=Role.OFFICER).user)
    assert window.get(reverse("admin:feedback_questionnaire_changelist")).status_code == 200


def test_live_counts_stand_there_without_counting(desk, django_assert_max_num_queries):
    turn = published()
    for number in range(1, 4):
        entered(turn, number)
    with django_assert_max_num_queries(20) as asked:
        page = desk.get(reverse("admin:feedback_questionnaire_page", args=[turn.questionnaire_id])).content.decode()
    assert "<strong>3</strong>" in page
    assert not [one for one in asked.captured_queries if "feedback_entry" in one["sql"]]


def test_the_preview_marks_the_right_answers(desk):
    turn = written()
    page = desk.get(reverse("admin:feedback_questionnaire_preview", args=[turn.questionnaire_id])).content.decode()
    assert page.count(">đúng</span>") == 6


def run(window: Client, turn: Round, action: str) -> Job:
    sent(window, "page", turn.questionnaire_id, action=action, round=turn.number)
    job = Job.objects.latest("pk")
    while jobs.run(work.KINDS, job.pk) is not None:
        pass
    job.refresh_from_db()
    return job


def test_results_as_a_workbook(desk):
    turn = published()
    for number in range(1, 4):
        entered(turn, number, right=number)
    job = run(desk, counted(turn), "export")
    address = reverse("admin:feedback_questionnaire_result", args=[turn.questionnaire_id, job.uuid])
    sheet = load_workbook(BytesIO(b"".join(desk.get(address)))).worksheets[-1]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[2], row[7]) for row in rows] == [
        (1, "Nguyễn Văn 3", 3), (2, "Nguyễn Văn 2", 2), (3, "Nguyễn Văn 1", 1),
    ]  # fmt: skip


def test_certificates_are_made_once_and_can_be_checked(desk, client):
    turn = published()
    for number in range(1, 5):
        entered(turn, number, right=number)
    counted(turn)
    assert run(desk, turn, "certify").done == 3
    assert run(desk, turn, "certify").done == 0
    first = Certificate.objects.get(entry__standing__rank=1)
    with open_stored(first.file) as content:
        assert content.read(5) == b"%PDF-"
    page = client.get(reverse("certificate_check", args=[first.token])).content.decode()
    assert first.number in page
    assert client.get(reverse("certificate_check", args=["0" * 32])).status_code == 404


def test_a_certificate_says_who_what_and_where_to_check(db):
    turn = published()
    entered(turn, 1, right=5)
    standing = counted(turn).standings.select_related("entry", "round__questionnaire").get()
    certificate = certificates.prepared(standing)
    said = " ".join(re.sub("<[^>]+>", "", certificates.page(certificate, standing)).split())
    assert "Chứng nhận Nguyễn Văn 1 sinh năm 1990" in said
    assert "đạt hạng 1 tại Vòng 1 của cuộc thi “Tìm hiểu dịch vụ công”, trả lời đúng 5/6 câu hỏi" in said
    assert certificate.token in said
    assert Entry.objects.get().code in said
