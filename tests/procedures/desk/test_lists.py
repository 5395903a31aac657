"""The lists of the desk: found by words without marks or by code, few queries, and what to do where nothing is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procedures import drafting
from procedures.models import Component, Decision, Edition, Fee, Procedure
from tests.factories import ProcedureFactory
from tests.procedures.desk.pages import at, page_of, text_of

pytestmark = pytest.mark.django_db


def listed(model: str, query: str = "") -> str:
    return reverse(f"admin:procedures_{model}_changelist") + query


@pytest.fixture
def many(db):
    procedures = [ProcedureFactory(current__name_plain=f"cap giay phep {n}") for n in range(6)]
    for procedure in procedures[:3]:
        drafting.draft_from(Edition.objects.get(pk=procedure.current_id))
    return procedures


def queries(desk, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as context:
        page_of(desk, url)
    return len(context)


@pytest.mark.parametrize("model", ["edition", "procedure", "decision"])
def test_a_longer_list_asks_the_database_no_more(desk, calendar, many, model):
    for number in range(2):
        decision(number)
    page_of(desk, listed(model))
    few = queries(desk, listed(model))
    for number in range(2, 8):
        decision(number)
        drafting.draft_from(Edition.objects.get(pk=ProcedureFactory().current_id))
    assert queries(desk, listed(model)) == few <= 12


@pytest.mark.parametrize("tab", ["papers", "fees", "agencies"])
def test_more_rows_ask_the_database_no_more(desk, draft, tab):
    def grow(count):
        for number in range(count):
            Component.objects.create(edition=draft, number=number, name=f"Giấy {number}", case=draft.cases.get())
            Fee.objects.create(edition=draft, channel="2", number=number, amount=number, case=draft.cases.get())

    grow(2)
    page_of(desk, at(draft, tab))
    few = queries(desk, at(draft, tab))
    grow(6)
    assert queries(desk, at(draft, tab)) == few <= 20


@pytest.mark.parametrize("words", ["giấy PHÉP 3", "giay phep 3"])
def test_a_procedure_is_found_with_or_without_marks(desk, many, words):
    page = text_of(desk.get(listed("procedure"), {"q": words}))
    assert many[3].code in page and many[4].code not in page


def test_it_is_found_by_its_code(desk, published):
    Edition.objects.filter(pk=published.pk)
    code = published.procedure.code
    drafted = drafting.draft_from(published)
    Edition.objects.filter(pk=drafted.pk).update(name_plain=f"x {code.replace('.', ' ')}")
    assert str(drafted.name) in text_of(desk.get(listed("edition"), {"q": code}))


def test_one_never_in_force_is_found_by_its_draft(desk, published):
    new = Procedure.objects.create(code="3.000990")
    draft = drafting.draft_from(published)
    Edition.objects.filter(pk=draft.pk).update(procedure=new, name_plain="ho tro hoc phi 3 000990")
    said = text_of(desk.get(listed("procedure"), {"q": "hỗ trợ học phí"}))
    assert "3.000990" in said and "chưa áp dụng lần nào" in said


def test_the_draft_in_work_is_one_press_away(desk, draft):
    assert at(draft, "change") in page_of(desk, listed("procedure", "?nhap=co"))


def test_editions_are_filtered_by_level_and_state(desk, draft):
    assert draft.procedure.code in text_of(desk.get(listed("edition", "?cap=3&state__exact=draft")))
    assert "Không có mục nào phù hợp" in text_of(desk.get(listed("edition", "?cap=1")))


def test_the_search_says_what_it_searches(desk, draft):
    assert "Tìm theo: tên (có dấu hoặc không dấu) hoặc mã" in text_of(desk.get(listed("edition")))


def test_an_empty_list_says_how_to_begin(desk, calendar):
    said = text_of(desk.get(listed("decision")))
    assert "Chưa có quyết định công bố" in said and "Mỗi quyết định nêu các thủ tục" in said


def test_cells_name_their_column_on_a_phone(desk, draft):
    assert 'data-label="Lĩnh vực"' in page_of(desk, listed("edition"))


def test_a_procedure_shows_its_editions_and_decisions(desk, draft):
    there = decision(1)
    there.lines.create(procedure=draft.procedure, effect="amended", edition=draft)
    page = page_of(desk, reverse("admin:procedures_procedure_change", args=[draft.procedure_id]))
    assert all(url in page for url in (at(draft, "change"), at(draft.procedure.current, "change"), there.number))


def decision(number: int, **values) -> Decision:
    known = {"subject": "Công bố", "signed_on": "2020-12-01", "signer": "Lê Ánh Dương", "effective_on": "2020-12-01"}
    return Decision.objects.create(number=f"{number}/QĐ-UBND", **known | values)
