"""Each row of an edition on a page of its own: added, changed, taken out; what is wrong stands beside its field."""

import pytest

from procedures.models import Case, Component, ProcessStep, Responsibility, TimeLimit
from tests.factories import AgencyFactory
from tests.procedures.desk.pages import at, errors, press, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(draft):
    return Component.objects.create(edition=draft, number=1, name="Tờ khai", originals=1, is_required=True)


def test_a_case_is_added_behind_the_last(desk, draft):
    assert send(desk, at(draft, "case_add"), name="Cấp lại do bị mất").status_code == 302
    assert list(draft.cases.values_list("number", "name")) == [(1, ""), (2, "Cấp lại do bị mất")]


def test_a_paper_is_added_for_one_case(desk, draft):
    case = draft.cases.get()
    send(desk, at(draft, "paper_add"), name="Bản sao hộ chiếu", case=case.pk, originals="0", copies="2")
    paper = draft.components.get()
    assert (paper.case, paper.copies, paper.number, paper.is_required) == (case, 2, 1, False)


def test_the_list_says_a_paper_in_words(desk, draft, paper):
    Component.objects.filter(pk=paper.pk).update(copies=2, form_name="Mẫu 01", note="Ký từng trang")
    said = text_of(desk.get(at(draft, "papers")))
    assert "Tờ khai Biểu mẫu: Mẫu 01 Ghi chú: Ký từng trang 1 bản chính, 2 bản sao bắt buộc mọi trường hợp" in said


def test_a_paper_is_changed(desk, draft, paper):
    send(desk, at(draft, "paper", paper.pk), name="Tờ khai đăng ký", is_required=None)
    paper.refresh_from_db()
    assert (paper.name, paper.is_required, paper.originals) == ("Tờ khai đăng ký", False, 1)


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(desk, draft, paper):
    response = send(desk, at(draft, "paper", paper.pk), name="", note="Ghi chú dài", copies="hai")
    assert response.status_code == 200
    assert set(errors(response)) == {"name", "copies"}
    assert "Ghi chú dài" in response.content.decode() and 'value="hai"' in response.content.decode()


def test_a_paper_is_taken_out_after_a_question(desk, draft, paper):
    assert "Tờ khai" in text_of(desk.get(at(draft, "paper_remove", paper.pk)))
    press(desk, at(draft, "paper_remove", paper.pk))
    assert not draft.components.exists()


def test_taking_a_case_out_says_what_goes_with_it(desk, draft, paper):
    other = Case.objects.create(edition=draft, number=2, name="Cấp lại")
    Component.objects.filter(pk=paper.pk).update(case=other)
    url = at(draft, "case_remove", other.pk)
    assert "Các mục sau cũng mất theo: Tờ khai" in text_of(desk.get(url))
    press(desk, url)
    assert not draft.components.exists()


def test_the_only_case_stays(desk, draft):
    response = desk.get(press(desk, at(draft, "case_remove", draft.cases.get().pk)).headers["Location"])
    assert "Mỗi phiên bản phải có ít nhất một trường hợp" in text_of(response)
    assert draft.cases.count() == 1


@pytest.mark.parametrize(("typed", "kept"), [("3", "3.00"), ("0,5", "0.50"), ("1.000", "1000.00")])
def test_a_time_limit_is_typed_as_people_write_numbers(desk, draft, typed, kept):
    send(desk, at(draft, "time", draft.time_limits.get().pk), value=typed)
    assert str(draft.time_limits.get().value) == kept


def test_a_time_limit_without_its_number_is_told(desk, draft):
    response = send(desk, at(draft, "time", draft.time_limits.get().pk), value="")
    assert errors(response) == {"value": "Lỗi: Hãy ghi thời gian giải quyết"}


def test_the_same_day_needs_no_number(desk, draft):
    send(desk, at(draft, "time", draft.time_limits.get().pk), value="9", unit=TimeLimit.Unit.SAME_DAY)
    assert draft.time_limits.get().value == 0


def test_an_agency_is_found_by_its_name_without_marks(desk, draft):
    agency = AgencyFactory(name="Ủy ban nhân dân xã Tân Mỹ")
    send(desk, at(draft, "agency_add"), part="deciding", level="3", agency_3="uy ban nhan dan xa tan my")
    assert draft.responsibilities.get().agency == agency


def test_without_a_name_every_agency_of_the_level_is_meant(desk, draft):
    send(desk, at(draft, "agency_add"), part="receiving", level="2", agency_3="Xã nào đó")
    part = draft.responsibilities.get()
    assert (part.level, part.agency) == (2, None)
    assert "mọi cơ quan của cấp này" in text_of(desk.get(at(draft, "agencies")))


def test_an_agency_nobody_knows_is_told_with_the_nearest(desk, draft):
    AgencyFactory(name="Ủy ban nhân dân xã Tân Mỹ")
    response = send(desk, at(draft, "agency_add"), part="deciding", level="3", agency_3="Ủy ban xã Tân Mĩ")
    assert "Có phải là “Ủy ban nhân dân xã Tân Mỹ”?" in errors(response)["agency_3"]
    assert not Responsibility.objects.filter(edition=draft).exists()


def test_the_agencies_are_proposed_by_level(desk, draft):
    AgencyFactory(name="Sở Tư pháp", kind="department", level=1)
    page = desk.get(at(draft, "agency_add")).content.decode()
    provincial = page.split('id="agencies-1"')[1].split("</datalist>")[0]
    assert "Sở Tư pháp" in provincial and "xã" not in provincial


def step(draft, hours, **values):
    return ProcessStep.objects.create(edition=draft, name="Thẩm định", role="officer", hours=hours, **values)


def test_a_step_comes_behind_the_last_of_its_case(desk, draft):
    step(draft, 8, number=4)
    send(desk, at(draft, "step_add"), name="Ký", role="leader", hours="2,5")
    assert list(draft.process_steps.values_list("number", "hours")) == [(4, 8), (5, 2.5)]


def test_a_step_runs_side_by_side_with_another(desk, draft):
    other = step(draft, 8, number=4)
    send(desk, at(draft, "step_add"), name="Lấy ý kiến", role="officer", hours="16", beside=other.pk)
    new = draft.process_steps.get(name="Lấy ý kiến")
    assert (new.number, new.branch) == (4, 2)


def test_the_sum_of_hours_stands_against_the_time_limit(desk, draft):
    step(draft, 20, number=1)
    assert "20 / 24 giờ làm việc thiếu 4 giờ" in text_of(desk.get(at(draft, "agencies")))


def test_the_sum_is_counted_with_what_is_typed_before_it_is_saved(desk, draft):
    step(draft, 20, number=1)
    response = send(desk, at(draft, "step_add"), name="Ký", role="leader", hours="4", action="count")
    assert "24 / 24 giờ làm việc khớp" in text_of(response)
    assert 'value="Ký"' in response.content.decode() and draft.process_steps.count() == 1


def test_another_is_added_at_once(desk, draft):
    response = send(desk, at(draft, "case_add"), name="Cấp lại", action="another")
    assert response.headers["Location"] == at(draft, "case_add")


def test_the_words_of_a_paper_are_found_from_then_on(desk, draft):
    send(desk, at(draft, "paper_add"), name="Giấy chứng sinh")
    draft.refresh_from_db()
    assert "giay chung sinh" in draft.body_plain


def test_a_row_of_another_edition_is_not_there(desk, draft, published):
    assert desk.get(at(draft, "case", published.cases.get().pk)).status_code == 404
