"""The report at the desk: what leaders see, the rows behind it, and the files."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from dossiers import workflow
from dossiers.act import Act
from portal.agencies.models import Role
from tests.dossiers.pages import page_of
from tests.factories import PostFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
ROWS = ("figure_rows", ["tiep-nhan"])


@pytest.fixture
def received(draft, citizen, clerk):
    """A minute ago: two acts of one dossier are a second apart, also where that lies ahead."""
    then = timezone.now() - timedelta(minutes=1)
    workflow.perform(workflow.SUBMIT, draft, Act(citizen, then))
    workflow.perform(workflow.RECEIVE, draft, Act(clerk, then))
    return draft


@pytest.fixture
def window(leader, received):
    return enter(leader)


def sheet_of(response) -> list[tuple]:
    assert response.status_code == 200
    return list(load_workbook(BytesIO(response.content)).worksheets[0].values)


def test_the_figure_of_a_leader_opens_its_rows(window, received):
    page = page_of(window, reverse("report"))
    assert f"{reverse('figure_rows', args=['tiep-nhan'])}?ngay={timezone.localdate().isoformat()}" in page
    assert received.code in page_of(window, reverse(*ROWS[:1], args=ROWS[1]))


def test_a_leader_elsewhere_sees_none_of_it(received):
    elsewhere = enter(PostFactory(role=Role.LEADER).user)
    assert received.code not in page_of(elsewhere, reverse("figure_rows", args=["tiep-nhan"]))


def test_an_agency_outside_one_s_reach_cannot_be_asked_for(window, unit):
    outside = PostFactory(role=Role.LEADER).agency
    page = page_of(window, f"{reverse('report')}?co_quan={outside.key}")
    assert 'data-error-for="co_quan"' in page


def test_before_it_was_received_it_did_not_count(window, received):
    page = page_of(window, reverse("figure_rows", args=["tiep-nhan"]) + "?ngay=2020-01-01")
    assert received.code not in page


@pytest.mark.parametrize("day", ["2999-01-01", "1999-12-31", "hôm qua"])
def test_a_day_without_figures_is_refused_beside_the_field(window, day):
    assert 'data-error-for="ngay"' in page_of(window, f"{reverse('report')}?ngay={day}")


def test_the_workbook_of_rows_holds_exactly_the_list(window, received):
    rows = sheet_of(window.get(reverse("figure_workbook", args=["tiep-nhan"])))
    assert [row[0] for row in rows] == ["Mã hồ sơ", received.code]


def test_the_workbook_of_the_report_says_source_and_what_is_not_measured(window):
    rows = {row[1]: row for row in sheet_of(window.get(reverse("report_workbook")))}
    assert rows["Hồ sơ đã tiếp nhận"][2] == 1
    assert rows["Hồ sơ đã tiếp nhận"][7] == "lịch sử xử lý hồ sơ"
    assert rows["Phản ánh, kiến nghị đã trả lời"][2] == 0
    assert rows["Người đánh giá hài lòng"][2] == "chưa đo"


@pytest.mark.parametrize("name", ["report_paper", "form06_paper"])
def test_one_button_gives_a_paper(window, name):
    response = window.get(reverse(name))
    assert response.status_code == 200
    assert response["Content-Type"] in {"application/pdf", "text/html; charset=utf-8"}
    assert response.content.startswith(b"%PDF-") or "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in response.content.decode()


def test_form_06_as_a_workbook_has_all_eleven_columns(window, commune):
    rows = {row[1]: row for row in sheet_of(window.get(reverse("form06_workbook")))}
    assert rows[commune.name][2:] == (1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0)


@pytest.mark.parametrize("asked", ["tu=2020-01-02", "tu=2020-02-01&den=2020-01-01", "ky=thang.2020.13", "tu=x&den=y"])
def test_days_that_are_no_period_are_refused_beside_the_field(window, asked):
    assert "data-error-for=" in page_of(window, f"{reverse('form06')}?{asked}")


def test_a_figure_that_is_not_there_has_no_page(window):
    assert window.get(reverse("figure_rows", args=["khong-co"])).status_code == 404
    assert window.get(reverse("figure_rows", args=["cuoc-thi"])).status_code == 404
