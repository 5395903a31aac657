"""Decisions at the desk: written, checked, published, and the term for the national database."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from portal.calendar.current import work_calendar
from procedures import drafting, terms
from procedures.models import Decision
from tests.dossiers.pages import send
from tests.factories import ProcedureFactory
from tests.portal.desk import enter

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def desk(catalogue_admin, calendar):
    return enter(catalogue_admin)


@pytest.fixture
def decision(db):
    day = date(2020, 12, 1)
    return Decision.objects.create(
        number="100/QĐ-UBND", subject="Công bố", signed_on=day, signer="Lê Ánh Dương", effective_on=day
    )


@pytest.fixture
def draft(decision):
    draft = drafting.draft_from(ProcedureFactory(current__online_level=1).current)
    decision.lines.create(procedure=draft.procedure, effect="amended", edition=draft)
    return draft


def act(desk, decision, **values):
    return send(desk, reverse("admin:procedures_decision_publish", args=[decision.pk]), **values)


def test_publishing_now_puts_the_draft_in_force(desk, decision, draft):
    assert act(desk, decision, action="publish").status_code == 302
    draft.procedure.refresh_from_db()
    assert draft.procedure.current_id == draft.pk


def test_a_broken_draft_is_named_on_the_page(desk, decision, draft):
    drafting.Edition.objects.filter(pk=draft.pk).update(online_level=4, form={})
    response = act(desk, decision, action="publish")
    assert response.status_code == 409
    assert "Mức độ 3 phải có biểu mẫu trực tuyến" in response.content.decode()


def test_a_day_is_chosen_after_today(desk, decision, draft, time_machine):
    time_machine.move_to("2020-12-02T03:00:00Z", tick=False)
    assert "Hãy chọn một ngày sau hôm nay" in act(desk, decision, action="schedule", on="2020-12-02").content.decode()
    assert act(desk, decision, action="schedule", on="2020-12-03").status_code == 302


def test_a_line_without_its_draft_is_told_beside_the_field(desk, decision):
    at = reverse("admin:procedures_decision_change", args=[decision.pk])
    response = desk.post(at, _form(decision) | _line(ProcedureFactory(), effect="amended"))
    assert "Hãy chọn bản nháp sẽ có hiệu lực" in response.content.decode()


def test_an_abolished_procedure_needs_no_draft(desk, decision):
    at = reverse("admin:procedures_decision_change", args=[decision.pk])
    response = desk.post(at, _form(decision) | _line(ProcedureFactory(), effect="abolished"))
    assert (response.status_code, decision.lines.count()) == (302, 1)


def _form(decision):
    names = ("number", "subject", "signer", "signer_title", "issued_by")
    days = {"signed_on": "01/12/2020", "effective_on": "01/12/2020", "entered_on": ""}
    return {name: getattr(decision, name) for name in names} | days


def _line(procedure, effect):
    managed = {"lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 0, "lines-MIN_NUM_FORMS": 0, "lines-MAX_NUM_FORMS": 1000}
    return managed | {"lines-0-procedure": procedure.pk, "lines-0-effect": effect, "lines-0-note": ""}


@pytest.mark.parametrize(
    ("signed", "shortened", "due"),
    [
        (date(2020, 12, 1), False, datetime(2020, 12, 8, 17, tzinfo=HANOI)),
        (date(2020, 12, 5), False, datetime(2020, 12, 11, 17, tzinfo=HANOI)),
        (date(2020, 12, 30), True, datetime(2021, 1, 4, 17, tzinfo=HANOI)),
    ],
)
def test_the_term_counts_working_days_after_the_signing(calendar, signed, shortened, due):
    assert terms.entry_due(Decision(signed_on=signed, is_shortened=shortened), work_calendar()) == due


@pytest.mark.parametrize(
    ("now", "entered", "state"),
    [
        ("2020-12-04T10:00", None, "open"),
        ("2020-12-08T10:00", None, "near"),
        ("2020-12-08T17:01", None, "overdue"),
        ("2020-12-20T10:00", date(2020, 12, 8), "done"),
        ("2020-12-20T10:00", date(2020, 12, 9), "late"),
    ],
)
def test_how_the_term_stands(calendar, decision, now, entered, state):
    decision.entered_on = entered
    instant = datetime.fromisoformat(now).replace(tzinfo=HANOI)
    assert terms.entry(decision, work_calendar(), instant).state == state
