"""Large reports become files by long work, with what the page would have given at once; small ones stay immediate."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from portal.agencies.models import Post, Role
from portal.files.storage import open_stored
from portal.jobs import Job
from reports import exports, workbooks
from reports.tasks import make_files
from tests.dossiers.pages import hidden, page_of
from tests.factories import PostFactory
from tests.portal.desk import enter
from tests.reports.test_pages import received, sheet_of, window  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db
LIST, FILE = reverse("figure_rows", args=["tiep-nhan"]), reverse("figure_workbook", args=["tiep-nhan"])


@pytest.fixture
def long(settings):
    """Every list and every form is too long to be made at once."""
    settings.REPORT_ROWS_AT_ONCE, settings.REPORT_LINES_AT_ONCE = 0, 0


def ordered(window, address: str, of: str) -> Job:  # noqa: F811
    """From the page ``of``, and made."""
    answer = window.post(address, {"form_token": hidden(page_of(window, of), "form_token")})
    job = Job.objects.get()
    assert answer["Location"] == reverse("admin:portal_job_page", args=[job.uuid])
    make_files(job.pk)
    job.refresh_from_db()
    return job


def rows_of(job: Job) -> list[tuple]:
    with open_stored(job.result) as file:
        return list(load_workbook(BytesIO(file.read())).worksheets[0].values)


def test_a_short_list_is_there_at_once(window, received):  # noqa: F811
    assert received.code in [row[0] for row in sheet_of(window.get(FILE))]


def test_a_long_list_is_made_by_long_work_with_the_same_rows(window, received, settings):  # noqa: F811
    at_once = sheet_of(window.get(FILE))
    settings.REPORT_ROWS_AT_ONCE = 0
    job = ordered(window, FILE, LIST)
    assert (job.state, job.done, job.total, rows_of(job)) == ("done", 1, 1, at_once)


def test_who_asks_for_a_long_one_by_its_address_is_led_to_where_it_is_ordered(window, long):  # noqa: F811
    assert window.get(FILE)["Location"].startswith(LIST)


def test_the_file_is_fetched_where_it_is_shown_how_far_it_is(window, long):  # noqa: F811
    job = ordered(window, FILE, LIST)
    assert "Danh sách của một số liệu" in page_of(window, reverse("admin:portal_job_page", args=[job.uuid]))
    assert window.get(reverse("admin:portal_job_result", args=[job.uuid])).status_code == 200


def test_nobody_else_fetches_it(window, long):  # noqa: F811
    job = ordered(window, FILE, LIST)
    other = enter(PostFactory(role=Role.LEADER).user)
    assert other.get(reverse("admin:portal_job_result", args=[job.uuid])).status_code == 404


def test_whose_post_has_ended_meanwhile_gets_no_rows(window, long, leader):  # noqa: F811
    window.post(FILE, {"form_token": hidden(page_of(window, LIST), "form_token")})
    Post.objects.filter(user=leader).delete()
    make_files()
    assert Job.objects.get().state == "failed"


def test_a_long_form_06_is_printed_by_long_work(window, long):  # noqa: F811
    job = ordered(window, reverse("form06_paper"), reverse("form06"))
    if job.state == "failed":
        assert job.said == exports.NO_PDF
        pytest.skip("no PDF on this machine")
    with open_stored(job.result) as file:
        assert file.read(5) == b"%PDF-"


def test_more_rows_than_a_sheet_takes_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(workbooks, "ROWS_A_SHEET", 2)
    out = BytesIO()
    workbooks.rows("Số liệu", [("Mã", 10)], ([number] for number in range(5)), out)
    sheets = load_workbook(out).worksheets
    assert [[row[0] for row in sheet.values] for sheet in sheets] == [["Mã", 0, 1], ["Mã", 2, 3], ["Mã", 4]]


def test_no_rows_still_make_a_sheet_with_its_heads():
    out = BytesIO()
    workbooks.rows("Số liệu", [("Mã", 10)], [], out)
    assert list(load_workbook(out).worksheets[0].values) == [("Mã",)]
