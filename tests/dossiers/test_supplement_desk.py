"""The official's side: the walk through everything, the preview, form 02, and before and after."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from dossiers import withdrawing, workflow
from dossiers.act import Act
from dossiers.models import Status
from dossiers.supplement import walk
from portal.health import can_print
from tests.dossiers.desk import buttons, shown
from tests.dossiers.desk import press as press_button
from tests.dossiers.pages import hidden
from tests.dossiers.supplements import ask, give_file, paper_key, put_in, send
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
printed = pytest.mark.skipif(not can_print(), reason="no system libraries of WeasyPrint on this machine")
ASK = "admin:dossiers_dossier_supplement"


@pytest.fixture
def dossier(asking):
    return asking


@pytest.fixture
def desk(clerk):
    return enter(clerk)


def url(dossier) -> str:
    return reverse(ASK, args=[dossier.uuid])


def form_of(window, dossier) -> str:
    page = window.get(url(dossier))
    assert page.status_code == 200
    return page.content.decode()


def marked(dossier, *to_fix: str) -> dict[str, str]:
    """Everything fine but these."""
    values = {"note": "Hồ sơ còn thiếu sót"}
    for key, point in walk.points(dossier).items():
        place = "muc-" + point.key.replace("#", "giay-").replace("/", "-")
        values[f"{place}-mark"] = "fix" if key in to_fix else "fine"
        if key in to_fix:
            values |= {f"{place}-reason": "wrong", f"{place}-what": f"Viết lại {key}"}
    return values


def press(window, dossier, action: str, **values: str):
    token = hidden(form_of(window, dossier), "form_token")
    return window.post(url(dossier), {"form_token": token, "action": action, **values})


def test_the_dossiers_page_leads_there(desk, dossier):
    page = shown(desk, dossier)
    assert f'href="{url(dossier)}"' in page
    assert "ask_supplement" not in buttons(desk, dossier)


def test_every_answer_and_paper_has_its_mark(desk, dossier):
    page = form_of(desk, dossier)
    assert len(re.findall(r'name="muc-[^"]+-mark"', page)) == 2 * len(walk.points(dossier))
    assert "Giấy chứng nhận quyền sử dụng đất" in page


def test_what_is_not_marked_is_named_and_what_was_typed_stays(desk, dossier):
    values = marked(dossier, "summary")
    del values["muc-phone-mark"]
    page = press(desk, dossier, "preview", **values).content.decode()
    assert 'data-error-for="phone"' in page
    assert "Viết lại summary" in page


def test_a_fix_needs_reason_and_words(desk, dossier):
    values = marked(dossier, "summary") | {"muc-summary-reason": "", "muc-summary-what": ""}
    page = press(desk, dossier, "preview", **values).content.decode()
    assert "Chọn lý do" in page
    assert "Ghi rõ người dân cần làm gì" in page


def test_the_rest_of_a_section_is_fine_by_one_button(desk, dossier):
    page = press(
        desk, dossier, "", rest="0", **{"muc-phone-mark": "fix", "muc-phone-what": "Ghi số khác"}
    ).content.decode()
    marks = dict(re.findall(r'name="muc-(\w+)-mark" value="(\w+)"[^>]* checked', page))
    assert marks == {"owner_name": "fine", "phone": "fix", "married": "fine"}
    assert "Ghi số khác" in page


def test_nothing_to_fix_is_refused(desk, dossier):
    page = press(desk, dossier, "preview", **marked(dossier))
    assert "Hãy đánh dấu ít nhất một" in page.content.decode()


def test_a_block_and_its_row_are_not_both_sent_back(desk, dossier):
    values = marked(dossier, "children", "children/r1")
    page = press(desk, dossier, "preview", **values).content.decode()
    assert "Cả danh sách đã được đánh dấu cần sửa" in page


def test_the_preview_shows_it_as_the_citizen_will_and_sends_nothing(desk, dossier):
    page = press(desk, dossier, "preview", **marked(dossier, "summary")).content.decode()
    assert 'value="ask_supplement"' in page
    assert "Viết lại summary" in page
    dossier.refresh_from_db()
    assert dossier.status == Status.SUBMITTED


def test_from_the_preview_one_goes_back_with_everything(desk, dossier):
    values = marked(dossier, "summary")
    page = press(desk, dossier, "edit", **values).content.decode()
    assert "Viết lại summary" in page
    assert "Hồ sơ còn thiếu sót" in page


def test_it_is_sent_once(desk, dossier):
    token = hidden(form_of(desk, dossier), "form_token")
    values = {"form_token": token, "action": "ask_supplement", **marked(dossier, "summary", "children/r2")}
    answers = [desk.post(url(dossier), values) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    dossier.refresh_from_db()
    assert dossier.status == Status.SUPPLEMENT
    assert [item.key for item in dossier.supplements.get().items.all()] == ["summary", "children/r2"]


def test_a_day_gone_by_is_refused_and_a_later_one_kept(desk, dossier):
    values = marked(dossier, "summary")
    gone = f"{timezone.localdate():%d/%m/%Y}"
    assert "Chọn một ngày sau hôm nay" in press(desk, dossier, "preview", due_on=gone, **values).content.decode()
    day = timezone.localdate() + timedelta(days=9)
    press(desk, dossier, "ask_supplement", due_on=f"{day:%d/%m/%Y}", **values)
    assert timezone.localdate(dossier.supplements.get().due_at) >= day


def test_a_second_request_wants_its_ground(desk, dossier, clerk, citizen):
    ask(dossier, clerk, "summary")
    put_in(dossier, citizen, summary="Mới")
    send(dossier, citizen)
    page = press(desk, dossier, "preview", **marked(dossier, "area")).content.decode()
    assert 'data-error-for="ground"' in page
    press(desk, dossier, "propose_supplement", ground="Luật Đất đai", **marked(dossier, "area"))
    assert dossier.proposals.pending().get().ground == "Luật Đất đai"


def test_who_comes_second_is_told_and_keeps_what_was_typed(desk, dossier, clerk):
    token = hidden(form_of(desk, dossier), "form_token")
    values = {"form_token": token, "action": "ask_supplement", **marked(dossier, "summary")}
    workflow.perform(workflow.REFUSE, dossier, Act(clerk, values={"note": "Không đủ"}))
    answer = desk.post(url(dossier), values)
    assert answer.status_code == 409
    assert "Viết lại summary" in answer.content.decode()


def test_where_it_cannot_be_asked_the_page_leads_back(desk, dossier, clerk):
    ask(dossier, clerk, "summary")
    assert desk.get(url(dossier)).status_code == 302


def test_before_and_after_stand_side_by_side(desk, dossier, clerk, citizen):
    land = paper_key(dossier, "Giấy chứng nhận quyền")
    ask(dossier, clerk, "summary", land)
    put_in(dossier, citizen, summary="Xin xác nhận nhà ở")
    give_file(dossier, citizen, land)
    assert "moi.pdf" not in shown(desk, dossier)
    send(dossier, citizen)
    page = shown(desk, dossier)
    compared = page[page.index('id="bo-sung-1"') :].split("</section>")[0]
    for words in ("Xin xác nhận", "Xin xác nhận nhà ở", "dat-cu.pdf", "moi.pdf"):
        assert words in compared


def test_before_it_is_sent_the_desk_sees_the_list_and_that_it_waits(desk, dossier, clerk):
    ask(dossier, clerk, "summary")
    page = shown(desk, dossier)
    assert "Bổ sung lần 1: đang chờ người dân" in page
    assert "chờ người dân" in page


@printed
def test_form_02_says_what_the_law_wants(sign_in, citizen, dossier, clerk):
    land = paper_key(dossier, "Giấy chứng nhận quyền")
    ask(dossier, clerk, "summary", land)
    answer = sign_in(citizen).get(reverse("dossier_supplement_slip", args=[dossier.uuid, 1]))
    assert answer["Content-Type"] == "application/pdf"
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    said = " ".join(said.split())
    for words in (
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        f"Số: {dossier.provisional_number}/HDHS",
        "(Lần thứ 1, giai đoạn tiếp nhận hồ sơ)",
        "Hồ sơ của: Trần Thị Hà",
        "Giấy chứng nhận quyền sử dụng đất",
        "Lý do: Hồ sơ chưa đúng",
        "NGƯỜI HƯỚNG DẪN",
        clerk.full_name,
    ):
        assert words in said


def test_a_slip_that_was_never_written_is_not_found(sign_in, citizen, dossier):
    assert sign_in(citizen).get(reverse("dossier_supplement_slip", args=[dossier.uuid, 1])).status_code == 404


def test_an_asked_withdrawal_is_refused_with_a_reason(desk, dossier, clerk, citizen):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    workflow.perform(withdrawing.ASK_WITHDRAWAL, dossier, Act(citizen))
    assert {"confirm_withdrawal", "refuse_withdrawal"} <= buttons(desk, dossier)
    assert 'data-error-for="note"' in press_button(desk, dossier, "refuse_withdrawal").content.decode()
    press_button(desk, dossier, "refuse_withdrawal", note="Kết quả đã ký")
    dossier.refresh_from_db()
    assert (dossier.status, dossier.withdrawal_asked_at) == (Status.RECEIVED, None)
    assert "ask_withdrawal" in {action.name for action in workflow.available(dossier, citizen)}
