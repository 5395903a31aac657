"""The deadline at the desk: a panel on the dossier's page, a page of its own with every act, lists for leaders."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Apology, Status
from dossiers.terms import rescheduling, steps, warning
from tests.dossiers.desk import shown
from tests.dossiers.desk import token as token_of
from tests.dossiers.pages import page_of
from tests.dossiers.terms import do
from tests.portal.desk import enter
from tests.sheets import written_pdf

pytestmark = pytest.mark.django_db


def url(dossier) -> str:
    return reverse("admin:dossiers_dossier_terms", args=[dossier.uuid])


def press(window, dossier, action: str, **typed):
    page = page_of(window, url(dossier))
    return window.post(url(dossier), {"action": action, "form_token": token_of(page, action), **typed})


@pytest.fixture
def desk(officer):
    return enter(officer)


@pytest.fixture
def leaders(leader):
    return enter(leader)


def day(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def test_the_panel_leads_to_the_page(desk, in_process):
    page = shown(desk, in_process)
    assert f'href="{url(in_process)}"' in page
    assert 'id="thoi-han"' in page


def test_a_duty_from_notice_to_payment(desk, in_process, citizen, sign_in):
    wrong = press(desk, in_process, "ask_duty", note="", amount="một triệu").content.decode()
    assert 'data-error-for="note"' in wrong and 'data-error-for="amount"' in wrong
    press(desk, in_process, "ask_duty", note="Nộp lệ phí trước bạ", amount="1.250.000")
    in_process.refresh_from_db()
    assert in_process.status == Status.FINANCIAL_DUTY
    theirs = sign_in(citizen).get(reverse("dossier", args=[in_process.uuid])).content.decode()
    assert "Nộp lệ phí trước bạ" in theirs and "1.250.000 đ" in theirs
    press(desk, in_process, "duty_done", note="Đã có biên lai")
    in_process.refresh_from_db()
    assert in_process.status == Status.IN_PROCESS


def test_stopping_needs_its_rule_and_what_was_typed_stays(desk, in_process):
    page = press(desk, in_process, "stop", note="Đang tranh chấp", ground="").content.decode()
    assert 'data-error-for="ground"' in page and "Đang tranh chấp" in page
    press(desk, in_process, "stop", note="Đang tranh chấp", ground="Điều 12 Nghị định 15/2020")
    assert in_process.holds.open().get().ground == "Điều 12 Nghị định 15/2020"
    assert "continue" in page_of(desk, url(in_process))


def test_an_officer_has_no_button_to_sign(desk, leaders, in_process):
    assert 'value="draft_apology"' in page_of(desk, url(in_process))
    assert 'value="reschedule"' not in page_of(desk, url(in_process))
    assert 'value="reschedule"' in page_of(leaders, url(in_process))


def test_the_leader_finds_the_draft_filled_in_and_signs(desk, leaders, in_process):
    press(desk, in_process, "draft_apology", note="Chờ xác minh", new_on=day(14))
    page = page_of(leaders, url(in_process))
    assert "Chờ xác minh" in page and day(14) in page
    press(leaders, in_process, "reschedule", note="Chờ xác minh thực địa", new_on=day(15))
    assert Apology.objects.get().reason == "Chờ xác minh thực địa"
    assert 'value="reschedule"' not in page_of(leaders, url(in_process))


@pytest.mark.parametrize(("days", "said"), [(0, "sau hôm nay"), (1, "sau ngày hẹn hiện nay")])
def test_a_new_date_that_is_none_is_said_beside_the_field(leaders, in_process, days, said):
    page = press(leaders, in_process, "reschedule", note="Chờ", new_on=day(days)).content.decode()
    assert 'data-error-for="new_on"' in page and said in page


def test_who_comes_second_is_told_and_keeps_what_was_typed(leaders, in_process, leader):
    token = token_of(page_of(leaders, url(in_process)), "reschedule")
    do(steps.RESCHEDULE, in_process, leader, note="Trước", new_on=timezone.localdate() + timedelta(days=9))
    typed = {"action": "reschedule", "form_token": token, "note": "Lời của tôi", "new_on": day(20)}
    answer = leaders.post(url(in_process), typed)
    assert answer.status_code == 409
    assert "Pháp luật không cho phép lần thứ hai" in answer.content.decode()


def test_refusing_with_its_signed_paper(leaders, in_process):
    file = SimpleUploadedFile("tu-choi.pdf", written_pdf(), content_type="application/pdf")
    typed = {"note": "Không đủ điều kiện", "ground": "Điều 5", "result_number": "7/TB", "result_file": file}
    press(leaders, in_process, "refuse_appraised", **typed)
    in_process.refresh_from_db()
    assert in_process.status == Status.FINISHED
    assert in_process.results.get().is_refusal


def test_where_nothing_can_be_done_the_page_leads_back(in_process, clerk, outsider):
    assert enter(clerk).get(url(in_process)).status_code == 302
    assert enter(outsider).get(url(in_process)).status_code == 404


def test_leaders_find_drafts_to_sign_and_missed_dates(leaders, in_process, leader):
    in_process.due_at = timezone.now() - timedelta(hours=1)
    in_process.save(update_fields=["due_at"])
    rescheduling.draft_all()
    warning.warn()
    for heap in ("xin-loi", "qua-han", "sap-den-han"):
        page = page_of(leaders, reverse("admin:dossiers_terms") + f"?viec={heap}")
        assert in_process.code in page, heap
    do(steps.RESCHEDULE, in_process, leader, note="Chờ", new_on=timezone.localdate() + timedelta(days=9))
    for heap in ("xin-loi", "qua-han"):
        assert in_process.code not in page_of(leaders, reverse("admin:dossiers_terms") + f"?viec={heap}")
    assert Apology.objects.get().is_late


def test_officials_elsewhere_find_none_of_it(in_process, outsider):
    in_process.due_at = timezone.now() - timedelta(hours=1)
    in_process.save(update_fields=["due_at"])
    warning.warn()
    for heap in ("xin-loi", "qua-han", "sap-den-han"):
        assert in_process.code not in page_of(enter(outsider), reverse("admin:dossiers_terms") + f"?viec={heap}")


def test_a_leader_whose_agency_has_nobody_is_told(leaders, in_process, leader, clerk):
    clerk.posts.update(until=timezone.localdate() - timedelta(days=1))
    leader.posts.create(agency=in_process.received_by.parent, role="leader", since="2020-01-01")
    assert "Không còn ai xử lý các hồ sơ này" in page_of(leaders, reverse("admin:dossiers_terms"))
