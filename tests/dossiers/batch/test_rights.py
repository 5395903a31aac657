"""Whether the person may is asked of each dossier at the time it is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers import workflow
from dossiers.act import NotYours
from dossiers.batch import work
from dossiers.batch.work import KINDS
from portal import jobs
from portal.accounts.models import User
from portal.jobs import Kind
from tests.dossiers.batch.many import ordered, submitted, worked_off

pytestmark = pytest.mark.django_db


def first_two(part: jobs.Slice) -> None:
    for _ in range(2):
        with part.step() as job:
            work._next(job)


def begun(job):
    """Two of its dossiers are done."""
    jobs.run({work.BATCH: Kind("", first_two, {})}, job.pk)
    return job


def leave_office(person: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    person.posts.update(since=yesterday, until=yesterday)


def test_a_post_lost_in_the_middle_refuses_the_rest(dossier, clerk):
    job = begun(ordered(workflow.RECEIVE, submitted(dossier, 5), clerk))
    leave_office(clerk)
    assert worked_off(job).counts == {"done": 2, "refused": 3}
    assert {line.message for line in job.lines.filter(outcome="refused")} == {str(NotYours())}


def test_an_account_shut_in_the_middle_refuses_the_rest(dossier, clerk):
    job = begun(ordered(workflow.RECEIVE, submitted(dossier, 5), clerk))
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert worked_off(job).counts == {"done": 2, "refused": 3}


def test_nobody_does_it_to_their_own_dossier(dossier, clerk):
    own, other = submitted(dossier, 2)
    type(own).objects.filter(pk=own.pk).update(submitter=clerk)
    job = worked_off(ordered(workflow.RECEIVE, [own, other], clerk))
    assert [line.outcome for line in job.lines.all()] == ["refused", "done"]


def test_pausing_stops_it_and_going_on_finishes_it(dossier, clerk):
    job = begun(ordered(workflow.RECEIVE, submitted(dossier, 4), clerk))
    assert jobs.pause(job)
    assert worked_off(job).done == 2
    assert jobs.go_on(job)
    assert worked_off(job).counts == {"done": 4}


def test_stopped_for_good_it_leaves_the_rest_alone(dossier, clerk):
    job = begun(ordered(workflow.RECEIVE, submitted(dossier, 4), clerk))
    assert jobs.stop(job)
    assert worked_off(job).done == 2
    assert not job.parts.exists()


def test_all_kinds_name_what_may_come_of_a_dossier():
    assert set(KINDS[work.BATCH].outcomes) == {work.DONE, work.REFUSED, work.BROKEN}
