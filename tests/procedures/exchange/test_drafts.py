"""What an import makes: drafts of what differs, beside what is law, without losing what no file knows."""

import json

import pytest
from openpyxl import Workbook

from procedures import catalogue, drafting
from procedures.exchange.columns import PREFETCH, content_of
from procedures.models import Decision, Edition, Field, Procedure
from tests.procedures.exchange.files import cell, edited, exported, imported, reasons, report, with_cell
from tests.procedures.exchange.rich import content, poor, rich
from tests.procedures.nation import Nation, clean
from tests.walk import decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def procedure() -> Procedure:
    poor()
    return rich()


def renamed(name: str = "Tên mới") -> bytes:
    return with_cell(exported("xlsx"), "Thủ tục", "ten", name)


def drafts(procedure: Procedure) -> list[Edition]:
    return list(procedure.editions.filter(state="draft").order_by("number"))


def only(procedure: Procedure) -> Edition:
    (draft,) = drafts(procedure)
    return draft


def said(edition: Edition) -> dict:
    return content_of(Edition.objects.prefetch_related(*PREFETCH).get(pk=edition.pk))


def test_what_differs_becomes_a_draft(procedure):
    assert imported(renamed()).counts == {"drafted": 1, "unchanged": 1}
    assert only(procedure).name == "Tên mới"


def test_the_report_says_where_it_differs(procedure):
    assert "khác ở: Thủ tục (Tên thủ tục)" in reasons(imported(renamed()))


def test_all_else_is_as_it_was(procedure):
    imported(renamed())
    changed = content()
    changed["thu_tuc"][0]["ten"] = "Tên mới"
    assert said(only(procedure)) == changed


def test_what_is_law_is_not_touched(procedure):
    before = Edition.objects.filter(state="published").values_list()
    kept = list(before)
    imported(renamed())
    assert list(before.all()) == kept
    assert Procedure.objects.get(pk=procedure.pk).current_id == procedure.current_id


def test_what_no_file_knows_goes_on(procedure):
    imported(renamed())
    draft, law = only(procedure), procedure.current
    assert (draft.form, draft.record, draft.record_hash) == (law.form, law.record, law.record_hash)
    assert draft.examples.get().name == "Thường gặp"
    assert draft.components.get(number=1).form_file_id == law.components.get(number=1).form_file_id


def test_a_papers_form_file_follows_it_when_rows_are_put_before_it(procedure):
    def insert(book: Workbook) -> None:
        page = book["Giấy tờ"]
        page.insert_rows(3)
        for column in range(1, 13):
            page.cell(3, column).value = page.cell(5, column).value
        cell(book, "Giấy tờ", "so_thu_tu").value, cell(book, "Giấy tờ", "ma").value = 0, "MOI"

    imported(edited(exported("xlsx"), insert))
    with_form = only(procedure).components.exclude(form_file=None)
    assert [paper.name for paper in with_form] == ["Tờ khai\ncó hai dòng"]


def test_a_refresh_leaves_the_published_draft_of_an_import_alone(db):
    nation = Nation(clean())
    catalogue.refresh(nation)
    imported(with_cell(exported("xlsx"), "Thủ tục", "so_bo", 3))
    draft = Edition.objects.get(state="draft")
    Edition.objects.filter(pk=draft.pk).update(state="published")
    Procedure.objects.update(current=draft)
    assert catalogue.refresh(nation).outcomes == {catalogue.Outcome.UNCHANGED: 1}


def test_it_is_found_by_its_new_words(procedure):
    imported(renamed("Tên mới"))
    assert only(procedure).name_plain == "ten moi 1 000010"


# --- Again ------------------------------------------------------------------------------------------
def test_imported_again_nothing_more_is_made(procedure):
    file = renamed()
    imported(file)
    assert imported(file).counts == {"unchanged": 2}
    assert "giống bản nháp số 2 đã có" in reasons(imported(file))
    assert len(drafts(procedure)) == 1


def test_a_corrected_file_takes_the_place_of_the_first(procedure):
    imported(renamed("Tên mói"))
    imported(renamed("Tên mới"))
    assert [draft.name for draft in drafts(procedure)] == ["Tên mới"]


def test_a_draft_that_somebody_has_changed_since_stays_beside_it(procedure):
    imported(renamed("Tên mói"))
    drafting.touch(only(procedure))
    job = imported(renamed("Tên mới"))
    assert [draft.name for draft in drafts(procedure)] == ["Tên mói", "Tên mới"]
    assert any("bản nháp số 2" in reason for reason in reasons(job))


def test_a_draft_that_a_decision_announces_stays_beside_it(procedure):
    imported(renamed("Tên mói"))
    paper: Decision = decision()
    paper.lines.create(procedure=procedure, effect="amended", edition=only(procedure))
    imported(renamed("Tên mới"))
    assert [draft.name for draft in drafts(procedure)] == ["Tên mói", "Tên mới"]


def test_the_form_of_a_draft_by_hand_goes_on(procedure):
    by_hand = drafting.draft_from(procedure.current)
    Edition.objects.filter(pk=by_hand.pk).update(form={"steps": [], "mine": True})
    imported(with_cell(exported("xlsx", which="drafts"), "Thủ tục", "ten", "Tên mới"))
    assert drafts(procedure)[-1].form == {"steps": [], "mine": True}


# --- The national form alone ------------------------------------------------------------------------
def national(**changes) -> bytes:
    return json.dumps([clean(**changes)]).encode()


@pytest.fixture
def nations(db) -> Procedure:
    """As the nation has it, with our own part."""
    catalogue.refresh(Nation(clean()))
    imported(with_cell(exported("xlsx"), "Thủ tục", "so_bo", 3))
    return Procedure.objects.get()


def test_a_record_as_it_was_read_says_nothing_new(nations):
    assert imported(national()).counts == {"unchanged": 1}


def test_a_changed_record_becomes_a_draft_with_our_own_part(nations):
    imported(national(TENTTHC="Tên mới"))
    draft = only(nations)
    assert (draft.name, draft.sets) == ("Tên mới", 3)


def test_a_hand_in_the_national_part_counts_more_than_our_copy_of_it(nations):
    file = exported("json").replace('"TENTTHC": "Đăng ký khai sinh"'.encode(), '"TENTTHC": "Tên mới"'.encode())
    imported(file)
    assert only(nations).name == "Tên mới"


def test_an_unknown_procedure_gets_its_first_draft(nations):
    job = imported(national(MATTHC="2.000009"))
    assert job.counts == {"created": 1}
    assert Procedure.objects.get(code="2.000009").current is None


def test_an_answer_of_the_service_as_it_is_can_be_imported(nations):
    answer = json.dumps({"error_code": "0", "result": [clean(MATTHC="2.000009")]})
    assert imported(answer.encode()).counts == {"created": 1}


def test_one_item_a_line_can_be_imported(db):
    lines = "\n".join(json.dumps(clean(MATTHC=code), ensure_ascii=False) for code in ("2.000008", "2.000009"))
    assert imported(lines.encode()).counts == {"created": 2}


def test_a_record_without_a_name_is_refused_in_plain_words(db):
    job = imported(national(TENTTHC=""))
    assert report(job) == [("1.001193", "refused", "mục 1", reasons(job)[0])]
    assert "record" not in reasons(job)[0]


def test_a_new_field_comes_with_its_code(procedure):
    file = with_cell(exported("xlsx"), "Thủ tục", "linh_vuc", "Lĩnh vực mới")
    imported(with_cell(file, "Thủ tục", "ma_linh_vuc", "LV-MOI"))
    assert only(procedure).field == Field.objects.get(code="LV-MOI", name="Lĩnh vực mới")
