"""Standardisation at the desk: figures that open lists, and the list as a file."""

import csv
import io

import pytest

from procedures.models import Edition
from tests.dossiers.pages import page_of
from tests.factories import ProcedureFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/procedures/standing/"


@pytest.fixture
def desk(catalogue_admin):
    return enter(catalogue_admin)


@pytest.fixture
def procedures(db):
    ProcedureFactory(
        code="1.000001", current__name="Thủ tục đủ luật", current__legal_basis=[{"number": "1", "name": ""}]
    )
    ProcedureFactory(code="1.000002", current__name="=Thủ tục thiếu luật", current__levels=[2])


def rows(desk, query="") -> list[list[str]]:
    content = desk.get(f"{PAGE}xuat/{query}").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_gaps_are_said_in_words_with_their_law(desk, procedures):
    page = page_of(desk, PAGE)
    assert "chưa có căn cứ pháp lý" in page and "NĐ 63/2010 Đ.8.1b" in page


def test_a_figure_opens_the_list_it_counts(desk, procedures):
    page = page_of(desk, f"{PAGE}?thieu=law")
    assert "Thủ tục thiếu luật" in page and "Thủ tục đủ luật" not in page


def test_a_level_opens_its_own(desk, procedures):
    page = page_of(desk, f"{PAGE}?cap=2")
    assert page.count("worklist__row") == 1 and "Thủ tục thiếu luật" in page


def test_the_file_has_as_many_rows_as_the_list(desk, procedures):
    assert [row[0] for row in rows(desk)] == ["Mã", "1.000001", "1.000002"]
    assert [row[0] for row in rows(desk, "?thieu=law")] == ["Mã", "1.000002"]


def test_text_that_looks_like_a_formula_stays_text(desk, procedures):
    assert rows(desk)[2][1] == "'=Thủ tục thiếu luật"


def test_an_address_that_is_not_understood_shows_everything(desk, procedures):
    page = page_of(desk, f"{PAGE}?cap=9&thieu=khong-co")
    assert page.count("worklist__row") == Edition.objects.count() == 2


def test_an_empty_catalogue_has_an_empty_list(desk):
    assert "Không có thủ tục nào" in page_of(desk, PAGE)


def test_more_procedures_cost_no_more_queries(desk, procedures, django_assert_max_num_queries):
    ProcedureFactory.create_batch(20)
    with django_assert_max_num_queries(11):
        assert page_of(desk, PAGE).count("worklist__row") == 22
