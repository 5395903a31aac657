"""The comparison at the desk: every state of the page, the list, one difference, and the two acts."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.jobs import Job
from procedures import takeover
from procedures.models import Comparison, Difference
from procedures.work import COMPARISON
from tests.dossiers.pages import hidden, page_of, send
from tests.factories import ProcedureFactory
from tests.portal.desk import enter
from tests.procedures.nation import clean

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/procedures/comparison/"


@pytest.fixture
def desk(catalogue_admin):
    return enter(catalogue_admin)


@pytest.fixture
def run(db):
    return Comparison.objects.create(state=Comparison.State.DONE, ended_at=timezone.now(), compared=3)


def differing(run, code="1.001193", **values) -> Difference:
    procedure = ProcedureFactory(code=code)
    rows = [{"what": "Tên thủ tục", "ours": "Khai sinh", "theirs": "Đăng ký khai sinh"}]
    told = {"kind": "different", "item": clean(MATTHC=code), "item_hash": code, "rows": rows} | values
    return run.differences.create(procedure=procedure, code=code, name=f"Thủ tục {code}", **told)


def at(difference) -> str:
    return reverse("admin:procedures_comparison_difference", args=[difference.pk])


# --- States of the page ---------------------------------------------------------------------------
def test_never_run_it_says_what_it_will_do(desk):
    assert "Chưa so sánh lần nào" in page_of(desk, LIST)


def test_started_it_shows_how_far_it_is(desk):
    assert send(desk, LIST).status_code == 302
    Job.objects.update(done=3, total=10)
    page = page_of(desk, LIST)
    assert "Đang so sánh" in page and "30%" in page and "So sánh ngay" not in page


def test_started_twice_only_one_runs(desk):
    tokens = [hidden(page_of(desk, LIST), "form_token") for _ in range(2)]
    assert [desk.post(LIST, {"form_token": token}).status_code for token in tokens] == [302, 302]
    assert Job.objects.filter(kind=COMPARISON).count() == 1


def test_an_unreachable_nation_is_told_and_the_result_before_stands(desk, run):
    differing(run)
    Comparison.objects.create(state=Comparison.State.UNREACHABLE, ended_at=timezone.now(), said="HTTP 503")
    page = page_of(desk, LIST)
    assert "quốc gia không trả lời" in page and "Thủ tục 1.001193" in page


def test_one_that_broke_off_leads_to_its_work(desk, run):
    job = Job.objects.create(kind=COMPARISON, state=Job.State.FAILED)
    page = page_of(desk, LIST)
    assert "chưa chạy xong" in page and str(job.uuid) in page


def test_where_nothing_differs_it_says_so(desk, run):
    assert "Không có gì khác nhau" in page_of(desk, LIST)


def test_records_without_an_answer_are_counted(desk, run):
    Comparison.objects.update(unanswered=2)
    assert "2 bản ghi có trong danh sách nhưng không lấy được" in page_of(desk, LIST)


# --- The list -------------------------------------------------------------------------------------
def test_the_list_is_narrowed_by_kind_decision_and_words(desk, run, catalogue_admin):
    kept = differing(run, "1.000001")
    takeover.keep_ours(kept, by=catalogue_admin, ground="Quyết định 1")
    differing(run, "1.000002"), differing(run, "1.000003", kind="missing_here")
    page = page_of(desk, f"{LIST}?loai=different&quyet-dinh=cho&q=1.0000")
    assert "Thủ tục 1.000002" in page
    assert "Thủ tục 1.000001" not in page and "Thủ tục 1.000003" not in page


def test_the_counts_agree_with_the_lists_they_open(desk, run):
    differing(run, "1.000001"), differing(run, "1.000002", kind="missing_here")
    page = page_of(desk, LIST)
    counts = [int(part.split("<")[0]) for part in page.split('queues__count">')[1:]]
    assert counts == [1, 0, 1, 2, 0, 0]


def test_a_long_list_costs_no_more_queries(desk, run, django_assert_max_num_queries):
    for number in range(60):
        differing(run, f"1.0001{number:02d}")
    with django_assert_max_num_queries(18):
        page = page_of(desk, LIST)
    assert page.count("worklist__row") == 50


# --- One difference -------------------------------------------------------------------------------
def test_a_difference_shows_both_sides(desk, run):
    page = page_of(desk, at(differing(run)))
    assert all(text in page for text in ("Tên thủ tục", "Khai sinh", "Đăng ký khai sinh", "Lấy làm bản nháp"))


def test_taking_over_leads_to_what_changed_in_the_draft(desk, run):
    difference = differing(run)
    answer = send(desk, at(difference), action="take")
    difference.refresh_from_db()
    assert answer.headers["Location"] == reverse("admin:procedures_edition_difference", args=[difference.draft_id])
    assert "Nếu bản nháp bị xóa" in page_of(desk, at(difference))


def test_keeping_needs_a_ground_beside_the_field(desk, run):
    difference = differing(run)
    page = send(desk, at(difference), action="keep", ground="  ").content.decode()
    assert "Hãy ghi lý do giữ bản của tỉnh" in page
    difference.refresh_from_db()
    assert not difference.is_decided


def test_kept_on_a_ground_it_shows_who_and_why(desk, run, catalogue_admin):
    difference = differing(run)
    send(desk, at(difference), action="keep", ground="Quyết định 12/QĐ-UBND")
    page = page_of(desk, at(difference))
    assert "Quyết định 12/QĐ-UBND" in page and catalogue_admin.full_name in page
    send(desk, at(difference), action="reopen")
    assert "Lấy làm bản nháp" in page_of(desk, at(difference))


def test_the_second_to_decide_is_told_and_loses_no_word(desk, run, catalogue_admin):
    difference = differing(run)
    token = hidden(page_of(desk, at(difference)), "form_token")
    takeover.take_over(difference, by=catalogue_admin)
    answer = desk.post(at(difference), {"form_token": token, "action": "keep", "ground": "Ý của tôi"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Người khác đã quyết định" in page and "Ý của tôi" in page


def test_a_record_that_cannot_be_read_is_told_in_words(desk, run):
    page = page_of(desk, at(differing(run, fault="record without a name", rows=[])))
    assert "bản ghi không có tên" in page and "Lấy làm bản nháp" not in page


def test_what_is_missing_here_is_shown_as_the_nation_has_it(desk, run):
    difference = run.differences.create(kind="missing_here", code="1.001193", item=clean(), item_hash="x")
    page = page_of(desk, at(difference))
    assert "Hộ tịch" in page and "Giấy khai sinh" in page and "Lấy làm bản nháp" in page


def test_differences_of_an_earlier_run_are_past(desk, run):
    difference = differing(run)
    Comparison.objects.create(state=Comparison.State.DONE, ended_at=timezone.now())
    assert desk.get(at(difference)).status_code == 404
