"""The applicant's page of a request: what is listed can be changed, nothing else, and nothing typed is lost."""

import io

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dossiers.models import Attachment, Status
from tests.dossiers.pages import hidden, page_of, send
from tests.dossiers.supplements import ask, give_file, paper_key
from tests.factories import StoredFileFactory

pytestmark = pytest.mark.django_db
SEND = {"action": "supplement_complete"}
SAVE = {"action": "save"}


@pytest.fixture
def dossier(asking):
    return asking


@pytest.fixture
def land(dossier):
    return paper_key(dossier, "Giấy chứng nhận quyền")


def url(dossier) -> str:
    return reverse("dossier_supplement", args=[dossier.uuid])


def scan(name="bản quét.pdf") -> SimpleUploadedFile:
    document, content = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(content)
    return SimpleUploadedFile(name, content.getvalue())


def upload_name(key: str) -> str:
    return f"giay-{key.removeprefix('#')}-file"


def item(dossier, key: str):
    return next(item for item in dossier.supplements.last().items.all() if item.key == key)


def test_it_lists_what_is_asked_with_reason_and_what_to_do(window, dossier, clerk, land):
    ask(dossier, clerk, "summary", "children/r2", land)
    page = page_of(window, url(dossier))
    for words in (
        "Hồ sơ chưa đúng",
        "Sửa summary",
        "Câu children – dòng 2",
        "Giấy chứng nhận quyền sử dụng đất",
        "sai",
    ):
        assert words in page
    assert 'name="phone"' not in page


def test_it_is_put_right_and_sent_at_once(window, dossier, clerk):
    ask(dossier, clerk, "summary")
    answer = send(window, url(dossier), summary="Xin xác nhận nhà ở", **SEND)
    assert answer.url == reverse("dossier", args=[dossier.uuid])
    dossier.refresh_from_db()
    assert (dossier.status, dossier.answer("summary")) == (Status.SUBMITTED, "Xin xác nhận nhà ở")


def test_it_is_sent_once_however_often_it_is_pressed(window, dossier, clerk):
    ask(dossier, clerk, "summary")
    page = page_of(window, url(dossier))
    values = {name: hidden(page, name) for name in ("form_token", "version")} | {"summary": "Mới", **SEND}
    answers = [window.post(url(dossier), values) for _ in range(2)]
    assert {answer.url for answer in answers} == {reverse("dossier", args=[dossier.uuid])}
    assert dossier.events.filter(action="supplement_complete").count() == 1


def test_saving_sends_nothing(window, dossier, clerk):
    ask(dossier, clerk, "summary")
    send(window, url(dossier), summary="Dở dang", **SAVE)
    dossier.refresh_from_db()
    assert dossier.status == Status.SUPPLEMENT
    assert 'value="Dở dang"' in page_of(window, url(dossier))


@pytest.mark.parametrize("closed", ["phone", "owner_name", "area", "children-0-child", "owner_is", "status", "twice"])
def test_a_field_that_is_not_open_is_refused_and_nothing_is_kept(window, dossier, clerk, closed):
    ask(dossier, clerk, "summary", "children/r2")
    before = dossier.answers
    answer = send(window, url(dossier), summary="Mới", **{closed: "Lén sửa"}, **SAVE)
    assert answer.status_code == 400
    dossier.refresh_from_db()
    assert (dossier.answers, dossier.supplements.get().answers) == (before, {})


def test_a_file_for_a_paper_that_is_not_open_is_refused(window, dossier, clerk, land):
    ask(dossier, clerk, "summary")
    assert send(window, url(dossier), **{upload_name(land): scan()}, **SAVE).status_code == 400
    assert Attachment.objects.count() == 1


def test_a_row_is_changed_and_its_neighbours_are_not_there_to_change(window, dossier, clerk):
    ask(dossier, clerk, "children/r2")
    place = f"dong-{item(dossier, 'children/r2').pk}"
    values = {f"{place}-child": "Bình", f"{place}-born": "05/06/2018"}
    send(window, url(dossier), **values, **SEND)
    dossier.refresh_from_db()
    assert [row["born"] for row in dossier.answer("children")] == ["2015-01-02", "2018-06-05"]


def test_a_paper_is_uploaded_and_the_old_one_stays_in_sight(window, dossier, clerk, land):
    ask(dossier, clerk, land)
    send(window, url(dossier), **{upload_name(land): scan()}, **SAVE)
    page = page_of(window, url(dossier))
    assert "dat-cu.pdf" in page
    assert "bản quét.pdf" in page
    send(window, url(dossier), **SEND)
    assert "dat-cu.pdf" in page_of(window, reverse("dossier", args=[dossier.uuid]))


def test_a_file_not_sent_yet_can_be_taken_back(window, dossier, clerk, land):
    ask(dossier, clerk, land)
    send(window, url(dossier), **{upload_name(land): scan()}, **SAVE)
    send(window, url(dossier), remove=str(Attachment.objects.get(kind="offered").uuid))
    assert "bản quét.pdf" not in page_of(window, url(dossier))


def test_what_was_handed_in_cannot_be_taken_back(window, dossier, clerk, land):
    ask(dossier, clerk, land)
    assert send(window, url(dossier), remove=str(Attachment.objects.get().uuid)).status_code == 404


def test_a_file_too_many_is_said_at_its_paper_and_nothing_is_sent(window, dossier, clerk, land):
    ask(dossier, clerk, land)
    give_file(dossier, dossier.submitter, land)
    files = [Attachment(dossier=dossier, stored=StoredFileFactory()) for _ in range(settings.DOSSIER_FILES_MAX - 2)]
    Attachment.objects.bulk_create(files)
    page = send(window, url(dossier), **{upload_name(land): scan()}, **SEND).content.decode()
    assert "nhận tối đa 40 tệp" in page
    dossier.refresh_from_db()
    assert dossier.status == Status.SUPPLEMENT


def test_of_several_mistakes_what_is_right_is_kept(window, dossier, clerk, land):
    ask(dossier, clerk, "summary", "phone", land)
    bad = SimpleUploadedFile("lạ.pdf", b"MZ a program")
    values = {"summary": "Đúng", "phone": "12a", upload_name(land): bad}
    page = send(window, url(dossier), **values, **SAVE).content.decode()
    assert 'value="12a"' in page
    assert 'data-error-for="phone"' in page
    assert 'data-error-for="file"' in page
    assert dossier.supplements.get().answers == {"summary": "Đúng"}


def test_a_refused_form_is_corrected_and_sent_from_the_page_it_came_back_on(window, dossier, clerk):
    ask(dossier, clerk, "summary", "phone")
    page = send(window, url(dossier), summary="Đúng", phone="12a", **SEND).content.decode()
    values = {name: hidden(page, name) for name in ("form_token", "version")} | {"summary": "Đúng"}
    answer = window.post(url(dossier), values | {"phone": "0987654321"} | SEND)
    assert answer.status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.SUBMITTED


def test_an_item_left_alone_is_named_and_the_rest_is_kept(window, dossier, clerk):
    ask(dossier, clerk, "summary", "phone")
    values = {"summary": "Mới", "phone": "0912345678"}
    page = send(window, url(dossier), **values, **SEND).content.decode()
    assert 'id="id_phone_error"' in page
    assert dossier.supplements.get().answers == {"summary": "Mới"}
    dossier.refresh_from_db()
    assert dossier.status == Status.SUPPLEMENT


def test_an_explanation_lets_it_be_sent_unchanged(window, dossier, clerk):
    ask(dossier, clerk, "phone")
    why = {f"giai-thich-{item(dossier, 'phone').pk}-remark": "Số này đúng, tôi vẫn dùng"}
    send(window, url(dossier), phone="0912345678", **why, **SEND)
    dossier.refresh_from_db()
    assert dossier.status == Status.SUBMITTED
    assert "Số này đúng, tôi vẫn dùng" in page_of(window, reverse("dossier", args=[dossier.uuid]))


def test_new_answers_ask_for_more_on_the_same_page(window, dossier, clerk):
    ask(dossier, clerk, "married")
    page = send(window, url(dossier), married="yes", **SEND).content.decode()
    assert 'name="spouse"' in page
    assert "Giấy chứng nhận kết hôn" in page
    more = upload_name(paper_key(dossier, "Giấy chứng nhận kết hôn"))
    answer = send(window, url(dossier), married="yes", spouse="Nguyễn Văn Chồng", **{more: scan()}, **SEND)
    assert answer.status_code == 302
    dossier.refresh_from_db()
    assert dossier.answer("spouse") == "Nguyễn Văn Chồng"


def test_a_whole_block_gains_a_row_and_loses_one(window, dossier, clerk):
    ask(dossier, clerk, "children")
    rows = {"children-rows": "2", "children-0-id": "r1", "children-0-child": "An", "children-0-born": "02/01/2015"}
    rows |= {"children-1-id": "r2", "children-1-child": "Bình", "children-1-born": "04/03/2017"}
    page = send(window, url(dossier), **rows, row="add:children").content.decode()
    assert 'name="children-2-child"' in page
    assert dossier.supplements.get().answers == {}
    rows["children-rows"] = "1"
    send(window, url(dossier), **{name: value for name, value in rows.items() if "-1-" not in name}, **SEND)
    dossier.refresh_from_db()
    assert [row["id"] for row in dossier.answer("children")] == ["r1"]


def test_of_two_windows_the_older_is_shown_both_versions(window, dossier, clerk, land):
    ask(dossier, clerk, "summary", land)
    older = {name: hidden(page_of(window, url(dossier)), name) for name in ("form_token", "version")}
    send(window, url(dossier), summary="Cửa sổ mới", **SAVE)
    answer = window.post(url(dossier), older | {"summary": "Cửa sổ cũ", upload_name(land): scan()} | SAVE)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Cửa sổ mới" in page
    assert "Cửa sổ cũ" in page
    assert dossier.supplements.get().answers == {"summary": "Cửa sổ mới"}
    assert Attachment.objects.filter(kind="offered").count() == 1


def test_the_older_window_may_keep_what_it_typed(window, dossier, clerk):
    ask(dossier, clerk, "summary")
    older = {name: hidden(page_of(window, url(dossier)), name) for name in ("form_token", "version")}
    send(window, url(dossier), summary="Cửa sổ mới", **SAVE)
    page = window.post(url(dossier), older | {"summary": "Cửa sổ cũ"} | SAVE).content.decode()
    kept = {name: hidden(page, name) for name in ("form_token", "version", "summary", "action")}
    window.post(url(dossier), kept)
    assert dossier.supplements.get().answers == {"summary": "Cửa sổ cũ"}


def test_a_session_that_ended_keeps_what_was_typed(sign_in, citizen, dossier, clerk):
    ask(dossier, clerk, "summary")
    page = page_of(sign_in(citizen), url(dossier))
    left = Client()
    left.post(url(dossier), {n: hidden(page, n) for n in ("form_token", "version")} | {"summary": "Viết dở"} | SAVE)
    left.force_login(citizen, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert 'value="Viết dở"' in page_of(left, url(dossier))
    assert dossier.supplements.get().answers == {}


def test_after_it_is_sent_the_page_leads_to_the_dossier(window, dossier, clerk):
    ask(dossier, clerk, "summary")
    send(window, url(dossier), summary="Mới", **SEND)
    assert window.get(url(dossier)).url == reverse("dossier", args=[dossier.uuid])


def test_the_form_without_a_token_does_nothing(window, dossier, clerk):
    ask(dossier, clerk, "summary")
    assert window.post(url(dossier), {"summary": "x", "version": "0", **SEND}).status_code == 400
    assert dossier.events.count() == 2


def test_others_are_not_let_in(sign_in, other_citizen, clerk, dossier):
    ask(dossier, clerk, "summary")
    assert sign_in(other_citizen).get(url(dossier)).status_code == 404
