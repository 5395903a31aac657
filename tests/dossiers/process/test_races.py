"""People at one step at the same instant: one order wins, the other is told (CO-04 and the pairs of these acts)."""

from itertools import combinations

import pytest

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier, Task
from dossiers.process import steps
from portal.agencies.models import Role
from tests.dossiers.at_once import at_once
from tests.dossiers.process import ways
from tests.dossiers.test_supplement_races import is_one_story
from tests.factories import PostFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("slowly")]
OFFICIALS = 20


@pytest.fixture
def free(dossier, clerk) -> Dossier:
    """At an officer's step that nobody has."""
    ways.rule(dossier.edition, ways.USUAL[2:])
    return ways.forwarded(dossier, clerk)


def doing(action, dossier, user, **values):
    return lambda: workflow.perform(action, Dossier.objects.get(pk=dossier.pk), Act(user, values=values))


def test_of_twenty_officials_one_gets_the_step(free, commune):
    officials = [PostFactory(agency=commune, role=Role.OFFICER).user for _ in range(OFFICIALS)]
    outcomes = at_once(*(doing(steps.CLAIM, free, user) for user in officials))
    assert (outcomes.count("done"), outcomes.count("AlreadyTaken")) == (1, OFFICIALS - 1)
    assert free.tasks.open().get().assignee == officials[outcomes.index("done")]
    assert free.events.filter(action="claim").count() == 1


def carelessly(dossier, user):
    """What claiming must not be: look whether it is free, then take it, with nothing held."""

    def act() -> None:
        task = Task.objects.get(dossier=dossier, ended_at__isnull=True)
        if task.assignee_id is not None:
            raise workflow.WrongStatus
        Dossier.objects.get(pk=dossier.pk).save(update_fields=["summary"])
        Task.objects.filter(pk=task.pk).update(assignee=user)

    return act


def test_without_the_lock_several_would_get_it(free, officer, second_officer):
    assert at_once(carelessly(free, officer), carelessly(free, second_officer)) == ["done", "done"]


def pairs(submitted, *, officer, leader, second_leader, clerk):
    """What can be done about a proposal, by name."""
    return {
        "approve": doing(steps.APPROVE, submitted, leader),
        "approve_too": doing(steps.APPROVE, submitted, second_leader),
        "send_back": doing(steps.SEND_BACK, submitted, second_leader, remark="Xem lại"),
        "take_back": doing(steps.TAKE_BACK, submitted, officer),
        "finish": doing(workflow.FINISH, submitted, leader, **ways.result()),
    }


NAMES = ("approve", "approve_too", "send_back", "take_back", "finish")
BOTH_ORDERS = [pair for one, two in combinations(NAMES, 2) for pair in ((one, two), (two, one))]


@pytest.mark.parametrize("names", BOTH_ORDERS, ids="-".join)
def test_of_two_acts_on_a_proposal_the_story_stays_one(names, submitted, officer, leader, second_leader, clerk):
    acts = pairs(submitted, officer=officer, leader=leader, second_leader=second_leader, clerk=clerk)
    outcomes = at_once(*(acts[name] for name in names))
    submitted.refresh_from_db()
    assert "done" in outcomes
    assert is_one_story(submitted)
    assert submitted.approvals.live().count() <= 1
    assert submitted.tasks.open().count() == (0 if submitted.status == 9 else 1)


@pytest.mark.parametrize("order", [0, 1])
def test_reassigning_and_submitting(assigned, leader, officer, second_officer, order):
    acts = [
        doing(steps.ASSIGN, assigned, leader, official=second_officer),
        doing(steps.SUBMIT_APPROVAL, assigned, officer, proposed="approve", remark="Đủ"),
    ]
    outcomes = at_once(*acts[:: -1 if order else 1])
    assert outcomes.count("done") == 1
    assert set(outcomes) - {"done"} <= {"NotYourStep", "NobodyToAssign"}


@pytest.mark.parametrize("order", [0, 1])
def test_asking_one_agency_twice(assigned, officer, leader, outsider, order):
    values = {"agency": outsider.posts.get().agency, "question": "Có không?", "due_on": ways.next_week()}
    acts = [doing(steps.ASK_OPINION, assigned, user, **values) for user in (officer, leader)]
    assert sorted(at_once(*acts[:: -1 if order else 1])) == ["AskedAlready", "done"]
    assert assigned.opinions.count() == 1


def test_transferring_and_finishing(submitted, leader, second_leader):
    there = PostFactory(role=Role.LEADER).agency
    moving = doing(steps.TRANSFER, submitted, second_leader, to=there, note="Sai nơi")
    outcomes = at_once(moving, doing(workflow.FINISH, submitted, leader, **ways.result()))
    assert outcomes.count("done") == 1
    submitted.refresh_from_db()
    assert (submitted.status, submitted.agency == there) == ((4, True) if outcomes[0] == "done" else (9, False))
