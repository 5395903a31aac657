"""Decisions at the desk: written, procedures named by code or name, checked, published now or on a date."""

from datetime import date

import pytest
from django.urls import reverse

from procedures import drafting
from procedures.models import Decision, Edition, Procedure
from tests.factories import ProcedureFactory
from tests.portal.desk import enter
from tests.procedures.desk.pages import as_shown, errors, opened, page_of, press, send, text_of

pytestmark = pytest.mark.django_db
ADD = reverse("admin:procedures_decision_add")


def at(decision, page="change", *parts):
    return reverse(f"admin:procedures_decision_{page}", args=[decision.pk, *parts])


@pytest.fixture(autouse=True)
def office(calendar, time_machine):
    time_machine.move_to("2020-12-02T03:00:00Z", tick=False)


@pytest.fixture
def decision(db):
    day = date(2020, 12, 1)
    return Decision.objects.create(
        number="100/QĐ-UBND", subject="Công bố", signed_on=day, signer="Lê Ánh Dương", effective_on=day
    )


@pytest.fixture
def line(decision, draft):
    return decision.lines.create(procedure=draft.procedure, effect="amended", edition=draft)


WRITTEN = {
    "number": "7/QĐ-UBND", "subject": "Công bố thủ tục", "signed_on": "01/12/2020", "effective_on": "15/12/2020",
    "signer": "Lê Ánh Dương",
}  # fmt: skip


def test_a_decision_is_written_and_its_procedures_come_next(desk):
    response = send(desk, ADD, **WRITTEN)
    written = Decision.objects.get()
    assert response.headers["Location"] == at(written)
    assert (written.effective_on, written.signer_title) == (date(2020, 12, 15), "Chủ tịch")


def test_what_is_missing_stands_beside_the_field(desk):
    response = send(desk, ADD, **WRITTEN | {"number": "", "signed_on": "hôm nay"})
    assert set(errors(response)) == {"number", "signed_on"} and 'value="hôm nay"' in response.content.decode()


def test_days_before_the_signing_are_told(desk):
    assert "effective_on" in errors(send(desk, ADD, **WRITTEN | {"effective_on": "30/11/2020"}))


def test_the_same_number_of_the_same_day_is_told(desk, decision):
    response = send(desk, ADD, **WRITTEN | {"number": "100/QĐ-UBND"})
    assert response.status_code == 200 and Decision.objects.count() == 1


def test_a_decision_is_changed(desk, decision):
    send(desk, at(decision, "details"), subject="Trích yếu mới")
    decision.refresh_from_db()
    assert (decision.subject, decision.number) == ("Trích yếu mới", "100/QĐ-UBND")


def test_of_two_at_once_the_second_is_told(desk, colleague, decision):
    url = at(decision, "details")
    mine = as_shown(desk, url) | opened(desk, url) | {"signer": "Người khác"}
    send(colleague, url, subject="Trích yếu mới")
    response = desk.post(url, mine)
    assert response.status_code == 409
    assert all(words in text_of(response) for words in ("Hoàng Thị Lan", "Trích yếu mới"))
    assert Decision.objects.get().signer == "Lê Ánh Dương"


def test_once_published_only_the_entry_is_written(desk, decision, line):
    press(desk, at(decision, "publish"), action="publish")
    send(desk, at(decision, "details"), entered_on="04/12/2020", subject="Khác")
    decision.refresh_from_db()
    assert (decision.entered_on, decision.subject) == (date(2020, 12, 4), "Công bố")


# --- What it names ----------------------------------------------------------------------------


def test_drafts_that_no_decision_names_are_proposed(desk, decision, draft):
    assert at(decision, "line_add", draft.procedure_id) in page_of(desk, at(decision, "find"))


@pytest.mark.parametrize("typed", ["xác nhận NHÀ", "xac nhan nha"])
def test_a_procedure_is_found_by_its_name(desk, decision, published, typed):
    assert published.procedure.code in text_of(desk.get(at(decision, "find"), {"q": typed}))


def test_one_named_already_is_not_offered_again(desk, decision, line):
    page = desk.get(at(decision, "find"), {"q": "xac nhan"}).content.decode()
    assert "Đã có trong quyết định này" in page
    assert at(decision, "line_add", line.procedure_id) not in page


def test_its_draft_is_shown_in_words(desk, decision, draft):
    Edition.objects.filter(pk=draft.pk).update(name="Xác nhận tình trạng đất ở")
    page = page_of(desk, at(decision, "line_add", draft.procedure_id))
    assert "<del>nhà</del>" in page and "<ins>đất</ins>" in page


def test_with_a_draft_it_is_amended_by_default(desk, decision, draft):
    send(desk, at(decision, "line_add", draft.procedure_id))
    line = decision.lines.get()
    assert (line.effect, line.edition) == ("amended", draft)


def test_without_one_it_is_told_beside_the_field(desk, decision, published):
    response = send(desk, at(decision, "line_add", published.procedure_id), effect="amended")
    assert errors(response) == {"edition": "Hãy chọn bản nháp sẽ có hiệu lực"}


def test_an_abolished_procedure_needs_no_draft(desk, decision, draft):
    send(desk, at(decision, "line_add", draft.procedure_id), effect="abolished", successor="x")
    line = decision.lines.get()
    assert (line.effect, line.edition, line.successor) == ("abolished", None, None)


@pytest.mark.parametrize("by", ["code", "name"])
def test_a_successor_is_found_by_code_or_name(desk, decision, published, by):
    other = ProcedureFactory(current__name="Cấp mới", current__name_plain="cap moi")
    typed = other.code if by == "code" else "cấp mới"
    send(desk, at(decision, "line_add", published.procedure_id), effect="replaced", successor=typed)
    assert decision.lines.get().successor == other


def test_several_successors_of_one_name_are_told_with_their_codes(desk, decision, published):
    others = [ProcedureFactory(current__name="Cấp mới", current__name_plain="cap moi") for _n in range(2)]
    response = send(desk, at(decision, "line_add", published.procedure_id), effect="replaced", successor="cấp mới")
    assert all(other.code in errors(response)["successor"] for other in others)


@pytest.mark.parametrize("typed", ["", "không có", "{own}"])
def test_a_successor_that_cannot_be_is_told(desk, decision, published, typed):
    typed = typed.format(own=published.procedure.code)
    response = send(desk, at(decision, "line_add", published.procedure_id), effect="replaced", successor=typed)
    assert "successor" in errors(response)


def test_a_draft_of_another_decision_is_not_offered(desk, decision, line):
    other = Decision.objects.create(
        number="2", subject="S", signed_on="2020-12-01", effective_on="2020-12-01", signer="L"
    )
    page = text_of(desk.get(at(other, "line_add", line.procedure_id)))
    assert "chưa có bản nháp nào chưa thuộc quyết định" in page


def test_what_happens_to_it_is_changed(desk, decision, line):
    send(desk, at(decision, "line", line.pk), effect="abolished", note="Ghi chú")
    line.refresh_from_db()
    assert (line.effect, line.edition, line.note) == ("abolished", None, "Ghi chú")


def test_a_procedure_leaves_the_decision_and_its_draft_stays(desk, decision, line, draft):
    press(desk, at(decision, "line_remove", line.pk))
    assert not decision.lines.exists() and Edition.objects.filter(pk=draft.pk).exists()


def test_two_lines_of_one_procedure_are_refused(desk, decision, draft):
    url = at(decision, "line_add", draft.procedure_id)
    sent = as_shown(desk, url) | opened(desk, url)
    decision.lines.create(procedure=draft.procedure, effect="abolished")
    response = desk.post(url, sent)
    assert "Quyết định đã có thủ tục này" in text_of(response) and decision.lines.count() == 1


def test_a_line_somebody_changed_is_not_overwritten(desk, colleague, decision, line):
    url = at(decision, "line", line.pk)
    sent = as_shown(desk, url) | opened(desk, url) | {"note": "Của tôi"}
    send(colleague, url, effect="abolished")
    response = desk.post(url, sent)
    assert response.status_code == 409 and "Hoàng Thị Lan" in text_of(response)
    assert decision.lines.get().effect == "abolished"


# --- Publishing -------------------------------------------------------------------------------


def test_each_procedure_says_what_becomes_of_it(desk, decision, line):
    decision.lines.create(procedure=ProcedureFactory(), effect="abolished")
    said = text_of(desk.get(at(decision, "publish")))
    assert "Phiên bản 2 thay phiên bản 1" in said and "Không còn tra cứu và nộp được" in said


def test_publishing_now_puts_the_draft_in_force(desk, decision, line, draft):
    assert press(desk, at(decision, "publish"), action="publish").status_code == 302
    assert Procedure.objects.get(pk=draft.procedure_id).current_id == draft.pk
    assert "Phiên bản 2" in text_of(desk.get(at(decision)))


def test_a_fault_is_named_with_the_page_that_mends_it(desk, decision, line, draft):
    Edition.objects.filter(pk=draft.pk).update(online_level=4, form={})
    response = press(desk, at(decision, "publish"), action="publish")
    form = reverse("admin:procedures_edition_form", args=[draft.pk])
    assert response.status_code == 409 and "Mức độ 3 phải có biểu mẫu trực tuyến" in text_of(response)
    assert f'href="{form}"' in response.content.decode()


def test_a_day_is_chosen_after_today(desk, decision, line):
    url = at(decision, "publish")
    assert "Hãy chọn một ngày sau hôm nay" in text_of(press(desk, url, action="schedule", on="02/12/2020"))
    press(desk, url, action="schedule", on="03/12/2020")
    decision.refresh_from_db()
    assert (decision.state, decision.publish_on) == ("scheduled", date(2020, 12, 3))


def test_a_date_is_called_off(desk, decision, line):
    press(desk, at(decision, "publish"), action="schedule", on="03/12/2020")
    press(desk, at(decision, "publish"), action="unschedule")
    decision.refresh_from_db()
    assert decision.state == "draft"


def test_a_decision_not_yet_in_effect_says_so(desk, decision, line):
    Decision.objects.update(effective_on="2020-12-15")
    page = page_of(desk, at(decision, "publish"))
    assert "hãy công bố vào ngày đó, không sớm hơn" in page and 'value="15/12/2020"' in page


def test_nothing_named_nothing_published(desk, decision):
    assert 'value="publish"' not in page_of(desk, at(decision, "publish"))
    sent = {"action": "publish"} | opened(desk, at(decision, "details"))
    response = desk.post(at(decision, "publish"), sent)
    assert response.status_code == 409 and "Quyết định này chưa có thủ tục nào" in text_of(response)


def test_after_publication_nothing_is_named_any_more(desk, decision, line):
    url, sent = at(decision, "line", line.pk), None
    sent = as_shown(desk, url) | opened(desk, url) | {"effect": "abolished"}
    press(desk, at(decision, "publish"), action="publish")
    assert desk.post(url, sent).headers["Location"] == at(decision)
    assert decision.lines.get().effect == "amended"


@pytest.mark.parametrize(("day", "tone"), [("02", "quiet"), ("08", "near"), ("09", "overdue")])
def test_the_term_is_shown_and_warned(catalogue_admin, decision, time_machine, day, tone):
    time_machine.move_to(f"2020-12-{day}T03:00:00Z", tick=False)
    page = page_of(enter(catalogue_admin), at(decision))
    assert f"due--{tone}" in page and "17:00 thứ Ba, 08/12/2020" in page


def test_the_draft_it_publishes_is_looked_at_as_it_is_at_that_moment(desk, decision, line, draft):
    other = drafting.draft_from(ProcedureFactory(current__online_level=1).current)
    decision.lines.create(procedure=other.procedure, effect="amended", edition=other)
    sent = opened(desk, at(decision, "publish")) | {"action": "publish"}
    Edition.objects.filter(pk=other.pk).update(online_level=9)
    assert desk.post(at(decision, "publish"), sent).status_code == 409
    assert Edition.objects.get(pk=draft.pk).is_draft
