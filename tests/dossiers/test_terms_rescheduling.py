"""The one rescheduling the law allows: drafted by an officer or the clock, signed by a leader (Đ.19.9)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as some

from dossiers import clock, workflow
from dossiers.act import NotYours
from dossiers.models import Apology, Dossier
from dossiers.terms import rescheduling, steps
from dossiers.terms.rescheduling import AlreadyRescheduled, NotLater, ReasonMissing
from dossiers.terms.shown import apology_facts
from portal.notices.models import Notice
from procedures import deadlines
from tests.dossiers.supplements import ask, put_in, send
from tests.dossiers.terms import do, hold, reschedule
from tests.portal.calendar.week import CALENDAR, at

pytestmark = pytest.mark.django_db
SIXTH = date(2020, 2, 6)


@settings(max_examples=80, deadline=None)
@given(day=some.integers(0, 700), minute=some.integers(0, 24 * 60 - 1))
def test_in_time_means_a_whole_working_day_before(day, minute):
    due = deadlines.arithmetic.start(CALENDAR, at("02/01/2020 00:00") + timedelta(days=day, minutes=minute))
    by = deadlines.apology_by(due, CALENDAR)
    assert by < due
    between = deadlines.arithmetic.days_counted(CALENDAR, by, due)
    assert [line.number for line in between if line.number] == [1]


def test_the_leader_signs_and_the_date_moves_to_the_end_of_that_day(at_work, leader):
    reschedule(at_work, leader, at("31/01/2020 08:00"), SIXTH)
    apology = Apology.objects.get(dossier=at_work)
    assert at_work.due_at == apology.due_after == deadlines.postponed_to(SIXTH, clock.work_calendar())
    assert (apology.number, apology.year, apology.is_late, apology.due_before) == (
        1,
        2020,
        False,
        at("03/02/2020 09:00"),
    )
    assert at_work.first_due_at == at("03/02/2020 09:00")


@pytest.mark.parametrize(
    ("when", "is_late"), [("31/01/2020 09:00", False), ("31/01/2020 09:01", True), ("04/02/2020 10:00", True)]
)
def test_less_than_a_working_day_before_is_late(at_work, leader, when, is_late):
    reschedule(at_work, leader, at(when), SIXTH)
    assert Apology.objects.get(dossier=at_work).is_late is is_late


def test_a_second_time_is_refused_and_the_button_vanishes(at_work, leader):
    assert steps.RESCHEDULE in workflow.available(at_work, leader)
    reschedule(at_work, leader, at("31/01/2020 08:00"), SIXTH)
    assert not {"reschedule", "draft_apology"} & {action.name for action in workflow.available(at_work, leader)}
    with pytest.raises(AlreadyRescheduled):
        reschedule(at_work, leader, at("05/02/2020 08:00"), date(2020, 2, 20))


def test_not_even_after_a_supplement(at_work, leader, officer, citizen):
    reschedule(at_work, leader, at("31/01/2020 08:00"), SIXTH)
    ask(at_work, officer, "summary", at=at("03/02/2020 08:00"), ground="Luật chuyên ngành")
    put_in(at_work, citizen, summary="Sửa")
    send(at_work, citizen, at=at("04/02/2020 08:00"))
    assert steps.RESCHEDULE not in workflow.available(at_work, leader)


def test_the_database_knows_only_one(at_work, leader):
    reschedule(at_work, leader, at("31/01/2020 08:00"), SIXTH)
    with pytest.raises(IntegrityError), transaction.atomic():
        Apology.objects.create(
            dossier=at_work, agency=at_work.agency, due_before=at("03/02/2020 09:00"), due_after=at("09/02/2020 09:00"),
            drafted_at=at("03/02/2020 09:00"),
        )  # fmt: skip


def test_an_officer_drafts_but_does_not_sign(at_work, officer, leader):
    do(steps.DRAFT_APOLOGY, at_work, officer, at("30/01/2020 08:00"), note="Chờ ý kiến", new_on=SIXTH)
    assert at_work.due_at == at("03/02/2020 09:00")
    with pytest.raises(NotYours):
        reschedule(at_work, officer, at("30/01/2020 09:00"), SIXTH)
    assert list(rescheduling.Apology.objects.drafts().values_list("reason", flat=True)) == ["Chờ ý kiến"]
    reschedule(at_work, leader, at("30/01/2020 10:00"), SIXTH)
    assert Apology.objects.get().signed_by == leader


@pytest.mark.parametrize(("values", "refusal"), [
    ({"note": "Chờ", "new_on": date(2020, 1, 31)}, NotLater), ({"note": "", "new_on": SIXTH}, ReasonMissing),
])  # fmt: skip
def test_the_new_date_lies_later_and_has_its_reason(at_work, leader, values, refusal):
    with pytest.raises(refusal):
        do(steps.RESCHEDULE, at_work, leader, at("30/01/2020 08:00"), **values)


def test_what_is_held_afterwards_moves_the_new_date_on(at_work, leader, officer):
    reschedule(at_work, leader, at("31/01/2020 08:00"), SIXTH)
    before = at_work.due_at
    hold(at_work, officer, at("04/02/2020 08:00"), at("04/02/2020 09:00"))
    assert at_work.due_at == deadlines.held_on(
        before, at("04/02/2020 08:00"), at("04/02/2020 09:00"), clock.work_calendar()
    )
    assert at_work.due_at == clock.counted_due(at_work) > before


def test_the_citizen_gets_the_apology(at_work, leader, citizen):
    reschedule(at_work, leader, at("31/01/2020 08:00"), SIXTH)
    notice = Notice.objects.filter(person=citizen).latest("pk")
    assert notice.template.key == "date_moved"
    assert notice.values["reason"] == "Chờ xác minh thực địa"


def test_the_row_holds_all_that_form_04_says(at_work, leader):
    reschedule(at_work, leader, at("31/01/2020 08:00"), SIXTH)
    facts = apology_facts(Apology.objects.select_related("dossier__edition", "agency").get())
    assert (facts.number, facts.code, facts.owner) == ("01/2020/PXL", at_work.code, "Trần Thị Hà")
    assert (facts.signed_by, facts.is_late) == (str(leader), False)


# --- By the clock -----------------------------------------------------------------------------


def drafts() -> list[Apology]:
    return list(Apology.objects.drafts())


def test_two_working_days_before_the_clock_drafts_one(at_work):
    assert rescheduling.draft_all(at("30/01/2020 08:59")) == 0
    assert rescheduling.draft_all(at("30/01/2020 09:00")) == 1
    (drafted,) = drafts()
    assert (drafted.reason, drafted.drafted_by, drafted.due_before) == ("", None, at_work.due_at)
    assert drafted.due_after > at_work.due_at


def test_drafting_again_writes_nothing(at_work):
    assert [rescheduling.draft_all(at("30/01/2020 10:00")) for _ in range(3)] == [1, 0, 0]


def test_what_an_officer_wrote_is_not_drafted_over(at_work, officer):
    do(steps.DRAFT_APOLOGY, at_work, officer, at("29/01/2020 16:00"), note="Chờ ý kiến", new_on=SIXTH)
    rescheduling.draft_all(at("30/01/2020 10:00"))
    assert [one.reason for one in drafts()] == ["Chờ ý kiến"]


def test_a_draft_follows_a_date_that_moved(at_work, officer):
    rescheduling.draft_all(at("30/01/2020 10:00"))
    hold(at_work, officer, at("30/01/2020 10:00"), at("31/01/2020 10:00"))
    rescheduling.draft_all(at("03/02/2020 10:00"))
    assert [one.due_before for one in drafts()] == [Dossier.objects.get(pk=at_work.pk).due_at]


def test_nothing_is_drafted_once_it_was_moved(at_work, leader):
    reschedule(at_work, leader, at("29/01/2020 15:00"), SIXTH)
    assert rescheduling.draft_all(at("06/02/2020 10:00")) == 0
