"""Two people at one deadline at the same instant; the control shows that unheld writes do collide (CO-06)."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.utils import timezone

from dossiers.models import Apology, Dossier, Status
from dossiers.terms import steps
from tests.dossiers.at_once import at_once
from tests.dossiers.terms import do, refusal
from tests.dossiers.test_supplement_races import carelessly, is_one_story

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("slowly")]
ROUNDS = 5
VALUES = {
    "ask_duty": lambda: {"note": "Nộp thuế"},
    "stop": lambda: {"note": "Dừng", "ground": "Điều 5"},
    "reschedule": lambda: {"note": "Chờ", "new_on": timezone.localdate() + timedelta(days=20)},
    "refuse_appraised": refusal,
}
LEADING = (steps.ASK_DUTY, steps.STOP, steps.REFUSE_APPRAISED)
PAIRS = [pair for one, two in combinations((*LEADING, steps.RESCHEDULE), 2) for pair in ((one, two), (two, one))]


def doing(action, dossier, user):
    values = VALUES[action.name]()
    return lambda: do(action, Dossier.objects.get(pk=dossier.pk), user, **values)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_two_leaders_rescheduling_one_wins(in_process, leader, round_):
    outcomes = at_once(*[doing(steps.RESCHEDULE, in_process, leader)] * 2)
    assert sorted(outcomes) == ["AlreadyRescheduled", "done"]
    assert Apology.objects.signed().count() == 1
    assert Apology.objects.get().number == 1


@pytest.mark.parametrize(("one", "two"), PAIRS, ids=lambda action: action.name)
def test_of_any_two_acts_the_story_is_one(in_process, leader, one, two):
    outcomes = at_once(doing(one, in_process, leader), doing(two, in_process, leader))
    assert "done" in outcomes
    in_process.refresh_from_db()
    assert is_one_story(in_process)
    assert in_process.holds.open().count() == (in_process.status in {Status.FINANCIAL_DUTY, Status.STOPPED})


def test_without_the_lock_both_would_win(in_process):
    hold = carelessly(in_process, Status.IN_PROCESS, Status.FINANCIAL_DUTY)
    stop = carelessly(in_process, Status.IN_PROCESS, Status.STOPPED)
    assert at_once(hold, stop) == ["done", "done"]
