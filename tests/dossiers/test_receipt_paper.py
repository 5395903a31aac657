"""Form 01 and the acknowledgement: what stands on them, for whom they print, and that nothing else is in the file."""

import io
import unicodedata
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfReader

from dossiers import workflow
from dossiers.act import Act
from dossiers.documents.receipt import legal_length, legal_moment, submission_page
from dossiers.models import Attachment, Dossier
from portal.files.models import StoredFile
from portal.health import can_print
from procedures.models import TimeLimit
from tests.dossiers.issued.reading import receipt_page
from tests.factories import ComponentFactory, IdentityFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
printed = pytest.mark.skipif(not can_print(), reason="no system libraries of WeasyPrint on this machine")


@pytest.fixture
def received(dossier, clerk) -> Dossier:
    component = ComponentFactory(edition=dossier.edition, name="Giấy tờ về nhà ở")
    for _ in range(2):
        stored = StoredFile.objects.create(name="a.pdf", media_type="application/pdf", size=1, sha256="0" * 64)
        Attachment.objects.create(dossier=dossier, component=component, stored=stored)
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    return dossier


def paper(window, name: str, dossier: Dossier) -> PdfReader:
    response = window.get(reverse(name, args=[dossier.uuid]))
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@printed
def test_the_points_of_the_form_stand_on_it_in_composed_letters(sign_in, citizen, received, clerk):
    said = text(paper(sign_in(citizen), "dossier_receipt", received))
    assert said == unicodedata.normalize("NFC", said)
    for words in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        f"Số: {received.code}/TNHS",
        "Tiếp nhận hồ sơ của: Trần Thị Hà (nộp trực tuyến)",
        "Nội dung yêu cầu giải quyết: Xác nhận tình trạng nhà ở",
        "Bản điện tử 1 Giấy tờ về nhà ở 2",
        "Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc",
        f"Thời gian nhận hồ sơ: {legal_moment(received.received_at)}",
        f"Thời gian trả kết quả giải quyết hồ sơ: {legal_moment(received.due_at)}",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        clerk.full_name,
    ):
        assert words in said


@printed
def test_it_is_one_a5_page_with_a_title_and_nothing_about_the_machine(sign_in, citizen, received):
    reader = paper(sign_in(citizen), "dossier_receipt", received)
    (page,) = reader.pages
    assert [round(float(side) / 72 * 25.4) for side in (page.mediabox.width, page.mediabox.height)] == [148, 210]
    assert set(reader.metadata) <= {"/Title", "/Producer"}
    assert reader.metadata.producer == "Cổng Dịch vụ công tỉnh Bắc Giang"
    assert reader.metadata.title == f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả {received.code}"


@printed
def test_its_letters_are_in_the_file(sign_in, citizen, received):
    (page,) = paper(sign_in(citizen), "dossier_receipt", received).pages
    for font in page["/Resources"]["/Font"].values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


@printed
def test_the_acknowledgement_says_it_is_no_receipt(sign_in, citizen, dossier):
    said = text(paper(sign_in(citizen), "dossier_submission_receipt", dossier))
    assert f"Số tạm: {dossier.provisional_number}" in said
    assert "Chưa phải là Giấy tiếp nhận hồ sơ" in said


def test_who_files_for_somebody_is_not_given_the_owners_number(received):
    filer = IdentityFactory(full_name="Lê Văn Thay", id_number="024080000077", address="Phố Kế")
    received.submitter, received.owner_identity = filer.user, None
    received.owner |= {"id_number": "024190000001", "address": "Thôn Núi"}
    page = receipt_page(received)
    assert "Tiếp nhận hồ sơ của: <strong>Lê Văn Thay</strong>" in page
    assert "Địa chỉ: Phố Kế" in page
    assert "mã số thuế): 024080000077" in page
    assert "Chủ hồ sơ: <strong>Trần Thị Hà</strong>, địa chỉ: Thôn Núi" in page


def test_the_appointment_stays_what_was_promised(received):
    promised = legal_moment(received.due_at)
    received.due_at = received.due_at.replace(year=received.due_at.year + 1)
    assert promised in receipt_page(received)


def test_what_a_citizen_typed_is_text_and_not_markup(received):
    received.summary = "<img src=file:///etc/passwd>"
    for page in (receipt_page(received), submission_page(received)):
        assert "<img" not in page
        assert "&lt;img" in page


def test_there_is_no_receipt_before_reception(sign_in, citizen, dossier):
    assert sign_in(citizen).get(reverse("dossier_receipt", args=[dossier.uuid])).status_code == 404


def test_who_is_not_signed_in_is_asked_to(client, received):
    answer = client.get(reverse("dossier_receipt", args=[received.uuid]))
    assert answer.url.startswith(reverse("account_login"))


def test_the_clerk_prints_it_too(clerk, received):
    assert enter(clerk).get(reverse("dossier_receipt", args=[received.uuid])).status_code == 200


def test_without_a_press_the_page_itself_is_shown_with_its_sheet(sign_in, citizen, received, monkeypatch):
    monkeypatch.setattr("portal.health.find_library", lambda name: None)
    response = sign_in(citizen).get(reverse("dossier_receipt", args=[received.uuid]))
    assert response["Content-Type"].startswith("text/html")
    assert 'rel="stylesheet" href="/static/dossiers/paper.css"' in response.content.decode()
    assert received.code in response.content.decode()


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        (TimeLimit.Unit.WORKING_DAYS, "3", "03 ngày làm việc"),
        (TimeLimit.Unit.WORKING_DAYS, "2.5", "2,5 ngày làm việc"),
        (TimeLimit.Unit.CALENDAR_DAYS, "10", "10 ngày"),
        (TimeLimit.Unit.SAME_DAY, "1", "trong ngày làm việc"),
    ],
)
def test_the_time_limit_in_the_words_of_the_form(unit, value, words):

    assert legal_length(TimeLimit(unit=unit, value=Decimal(value))) == words
