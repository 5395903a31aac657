"""Figures from history: what passed while the clock ran stays a breach, whatever came later (D11, Đ.19.9)."""

from datetime import date

import pytest

from dossiers import withdrawing, workflow
from dossiers.models import Dossier
from dossiers.terms import steps
from dossiers.terms.standing import Apologised, Punctuality, standing, standings
from tests.dossiers.supplements import ask, put_in, send
from tests.dossiers.terms import do, hold, reschedule
from tests.factories import StoredFileFactory
from tests.portal.calendar.week import at

pytestmark = pytest.mark.django_db
SIXTH = date(2020, 2, 6)


def finish(dossier, officer, when: str) -> Dossier:
    values = {"result_number": "1/KQ", "result_file": StoredFileFactory()}
    return do(workflow.FINISH, dossier, officer, at(when), **values)


def judged(dossier, when: str = "20/03/2020 10:00") -> tuple[str, str]:
    found = standing(dossier, at(when))
    return found.punctuality, found.apology


@pytest.mark.parametrize(
    ("when", "punctuality", "apology"),
    [
        ("31/01/2020 16:00", Punctuality.EARLY, Apologised.NO_BREACH),
        ("03/02/2020 08:30", Punctuality.ON_TIME, Apologised.NO_BREACH),
        ("03/02/2020 09:00", Punctuality.ON_TIME, Apologised.NO_BREACH),
        ("03/02/2020 09:01", Punctuality.LATE, Apologised.NOT),
    ],
)
def test_finished_is_judged_at_status_nine(at_work, officer, when, punctuality, apology):
    finish(at_work, officer, when)
    assert judged(at_work) == (punctuality, apology)


def test_an_open_one_is_in_time_until_its_date_passes(at_work):
    assert judged(at_work, "03/02/2020 09:00")[0] == Punctuality.RUNNING
    assert judged(at_work, "03/02/2020 09:01") == (Punctuality.OVERDUE, Apologised.NOT)


def test_before_acceptance_nothing_is_timed(dossier):
    assert standing(dossier).punctuality == Punctuality.UNTIMED


def test_an_apology_in_time_moves_the_date_that_counts(at_work, leader, officer):
    reschedule(at_work, leader, at("30/01/2020 09:00"), SIXTH)
    finish(at_work, officer, "05/02/2020 10:00")
    assert judged(at_work) == (Punctuality.EARLY, Apologised.NO_BREACH)


def test_a_late_apology_never_heals_the_breach(at_work, leader, officer):
    reschedule(at_work, leader, at("04/02/2020 09:00"), SIXTH)
    finish(at_work, officer, "05/02/2020 10:00")
    assert judged(at_work) == (Punctuality.LATE, Apologised.LATE)


def test_nor_does_one_given_just_before_the_deadline(at_work, leader, officer):
    reschedule(at_work, leader, at("03/02/2020 08:00"), SIXTH)
    assert judged(at_work, "03/02/2020 08:30")[0] == Punctuality.RUNNING
    finish(at_work, officer, "05/02/2020 10:00")
    assert judged(at_work) == (Punctuality.LATE, Apologised.LATE)


def test_the_new_date_missed_too_is_a_breach_with_apology(at_work, leader):
    reschedule(at_work, leader, at("30/01/2020 09:00"), SIXTH)
    assert judged(at_work) == (Punctuality.OVERDUE, Apologised.IN_TIME)


def test_a_supplement_does_not_wash_a_breach_away(at_work, officer, citizen):
    ask(at_work, officer, "summary", at=at("04/02/2020 10:00"), ground="Luật chuyên ngành")
    put_in(at_work, citizen, summary="Sửa")
    send(at_work, citizen, at=at("10/02/2020 10:00"))
    finish(at_work, officer, "10/02/2020 11:00")
    found = standing(at_work, at("20/03/2020 10:00"))
    assert (found.punctuality, found.breached_at, found.rounds) == (Punctuality.LATE, at("03/02/2020 09:00"), 1)


def test_time_held_is_not_lateness(at_work, officer):
    hold(at_work, officer, at("31/01/2020 10:00"), at("20/02/2020 10:00"))
    assert judged(at_work, "20/02/2020 10:30")[0] == Punctuality.RUNNING


def test_held_only_after_the_date_had_passed_the_breach_stays(at_work, officer):
    hold(at_work, officer, at("03/02/2020 10:00"), at("20/02/2020 10:00"))
    assert judged(at_work, "20/02/2020 10:01")[0] == Punctuality.OVERDUE


def test_the_same_day_gives_the_same_figure_whatever_came_later(at_work, officer, leader):
    before = standing(at_work, at("31/01/2020 12:00"))
    reschedule(at_work, leader, at("04/02/2020 09:00"), SIXTH)
    finish(at_work, officer, "05/02/2020 10:00")
    assert standing(at_work, at("31/01/2020 12:00")) == before


def test_withdrawn_is_neither(at_work, citizen, clerk):
    do(withdrawing.ASK_WITHDRAWAL, at_work, citizen, at("30/01/2020 10:00"))
    do(withdrawing.CONFIRM_WITHDRAWAL, at_work, clerk, at("30/01/2020 11:00"))
    assert judged(at_work)[0] == Punctuality.ENDED


def test_many_are_read_in_two_queries(at_work, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = dict(standings(Dossier.objects.all(), at("20/03/2020 10:00")))
    assert set(found) == {at_work.pk}


def test_history_written_by_the_steps_is_what_is_read(at_work, officer):
    do(steps.ASK_DUTY, at_work, officer, at("30/01/2020 10:00"), note="Nộp thuế")
    assert at_work.events.latest("number").values["due_after"] == ""
