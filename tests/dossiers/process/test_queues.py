"""The heaps of work: who finds which dossier where, and that nobody finds another's."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dossiers import workflow
from dossiers.process import queues, steps
from portal.agencies.models import Post, Role
from tests.dossiers.process.ways import USUAL, do, forwarded, rule
from tests.dossiers.supplements import ask
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db
EVERY = (
    queues.mine, queues.of_my_units, queues.unassigned, queues.to_assign, queues.to_approve, queues.opinions_asked_of,
    queues.opinions_waited_for, queues.opinions_late, queues.steps_late,
)  # fmt: skip


def heaps(user) -> set[str]:
    return {heap.__name__ for heap in EVERY if heap(user).exists()}


def test_the_leader_first_assigns(forwarded, leader, officer):
    assert heaps(leader) == {"of_my_units", "to_assign"}
    assert heaps(officer) == {"of_my_units"}


def test_then_it_is_the_officers(assigned, leader, officer, second_officer):
    assert heaps(officer) == {"of_my_units", "mine"}
    assert heaps(leader) == heaps(second_officer) == {"of_my_units"}


def test_then_the_leader_decides(submitted, leader, officer):
    assert heaps(leader) == {"of_my_units", "to_approve"}
    assert heaps(officer) == {"of_my_units"}


def test_a_step_nobody_has_can_be_taken(dossier, clerk, officer, leader):
    rule(dossier.edition, USUAL[2:])
    forwarded(dossier, clerk)
    assert heaps(officer) == {"of_my_units", "unassigned"}
    assert heaps(leader) == {"of_my_units"}


def test_the_clerk_has_the_reception_until_it_is_forwarded(ruled, clerk):
    do(workflow.RECEIVE, ruled, clerk)
    assert heaps(clerk) == {"of_my_units", "mine"}
    do(workflow.FORWARD, ruled, clerk)
    assert heaps(clerk) == set()


def test_while_the_citizen_is_waited_for_nobody_has_it(assigned, officer, leader):
    ask(assigned, officer, "summary")
    assert heaps(officer) == heaps(leader) == set()


def test_late_steps_are_the_whole_units(assigned, officer, leader):
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert heaps(officer) == {"of_my_units", "mine", "steps_late"}
        assert "steps_late" in heaps(leader)


def test_steps_whose_hours_end_today_are_told_before_they_are_late(assigned, officer):
    due, a_minute = assigned.tasks.running().get().due_at, timedelta(minutes=1)
    assert queues.steps_near(officer, due - a_minute, due + a_minute).get() == assigned
    assert not queues.steps_near(officer, due - 2 * a_minute, due - a_minute).exists()
    assert not queues.steps_near(officer, due + a_minute, due + 2 * a_minute).exists()


def test_elsewhere_nobody_finds_anything(submitted, outsider):
    elsewhere = [PostFactory(agency=outsider.posts.get().agency, role=role).user for role in (Role.LEADER, Role.CLERK)]
    assert [heaps(user) for user in (outsider, *elsewhere)] == [set()] * 3


def test_a_post_that_ended_empties_every_heap(assigned, officer, leader):
    Post.objects.filter(user__in=[officer, leader]).update(since="2020-01-01", until="2020-06-30")
    assert heaps(officer) == heaps(leader) == set()


def test_an_answered_proposal_is_in_no_leaders_heap(submitted, leader, second_leader):
    do(steps.APPROVE, submitted, leader)
    assert "to_approve" not in heaps(second_leader)
