"""Refreshes at the desk: what each did, why one did not run, and its faults by kind."""

import pytest

from portal.national.client import Unavailable
from procedures import catalogue
from procedures.models import RefreshRun
from tests.dossiers.pages import page_of
from tests.portal.desk import enter
from tests.procedures.nation import Nation, clean, spoilt

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/procedures/refreshrun/"


@pytest.fixture
def desk(catalogue_admin):
    return enter(catalogue_admin)


@pytest.fixture
def run(db) -> RefreshRun:
    """Two records, one with faults."""
    dirty = spoilt("CACHTHUCTHUCHIEN.0.KENH", "9") | {"MATTHC": "1.000656", "TENTTHC": "Đăng ký khai tử"}
    catalogue.refresh(Nation(clean(), dirty))
    return RefreshRun.objects.get()


def at(run, query="") -> str:
    return f"{LIST}{run.pk}/{query}"


def test_before_the_first_the_list_says_so(desk):
    assert "Chưa cập nhật lần nào" in page_of(desk, LIST)


def test_outcomes_and_faults_are_counted(desk, run):
    page = page_of(desk, LIST)
    assert "Mới, đã công bố bản đầu tiên: 2" in page
    assert f'class="numeric">{run.lines.count()}<' in page


def test_faults_are_said_in_words_and_by_kind(desk, run):
    page = page_of(desk, at(run))
    assert 'cách thức thực hiện không rõ: <span lang="vi">9</span>' in page
    assert "cách thức thực hiện không rõ …" in page


def test_a_kind_or_a_code_narrows_the_lines(desk, run):
    whole = page_of(desk, at(run)).count("worklist__row")
    page = page_of(desk, at(run, "?ma=1.000656&loi=" + page_of(desk, at(run)).split("?loi=")[1].split("&")[0]))
    assert 0 < page.count("worklist__row") < whole


@pytest.mark.parametrize("query", ["?loi=999", "?loi=x", "?loi=-1", "?trang=99"])
def test_an_address_that_is_not_understood_shows_everything(desk, run, query):
    assert page_of(desk, at(run, query)).count("worklist__row") == run.lines.count()


def test_one_that_did_not_run_says_why(desk):
    nation = Nation(clean())
    nation.procedure_codes = lambda: (_ for _ in ()).throw(Unavailable("HTTP 503 at mapi/g"))
    with pytest.raises(Unavailable):
        catalogue.refresh(nation)
    page = page_of(desk, at(RefreshRun.objects.get()))
    assert "quốc gia không trả lời" in page and "HTTP 503 at mapi/g" in page


def test_a_nation_that_lists_nothing_is_told(desk):
    with pytest.raises(catalogue.NothingListed):
        catalogue.refresh(Nation())
    assert "quốc gia không nêu thủ tục nào" in page_of(desk, LIST)


def test_only_the_last_runs_are_kept():
    for _ in range(catalogue.KEPT_RUNS + 3):
        catalogue.refresh(Nation(clean()))
    assert RefreshRun.objects.count() == catalogue.KEPT_RUNS


def test_more_lines_cost_no_more_queries(desk, run, django_assert_max_num_queries):
    run.lines.bulk_create(type(run.lines.first())(run=run, code="1.000656", fault="no field") for _ in range(200))
    with django_assert_max_num_queries(13):
        assert page_of(desk, at(run)).count("worklist__row") == 100
