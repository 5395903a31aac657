"""Of two workers only the one that holds the lease writes, and a dead one's job is gone on with."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from portal import jobs
from portal.jobs import Interrupted, Job, Slice
from tests.portal.jobs.counting import KINDS, amid, expire, numbers, ordered, run

pytestmark = pytest.mark.django_db


def taken_over(job: Job) -> None:
    """Another worker takes the job, for the lease has run out, and counts one further."""
    expire(job)
    jobs.run(KINDS, job.pk)


def test_nobody_else_takes_what_is_held():
    job = run(ordered())
    amid(job, lambda: jobs.run(KINDS, job.pk))
    assert numbers(job) == ["1"]


def test_an_old_worker_whose_lease_went_to_another_writes_nothing():
    job = run(ordered())
    amid(job, lambda: taken_over(job))
    assert (job.done, numbers(job)) == (1, ["1"])


def test_an_old_worker_cannot_renew_its_lease():
    job = run(ordered())
    old = Slice(Job.objects.get(pk=job.pk))
    taken_over(job)
    with pytest.raises(Interrupted):
        old.keep()


def test_an_old_worker_neither_fails_the_job_nor_lets_it_go():
    job = run(ordered())
    old = Slice(Job.objects.get(pk=job.pk))
    taken_over(job)
    old.fail("too late", {})
    old.put_off(ZeroDivisionError())
    assert not old.let_go()
    assert Job.objects.get().said == ""


def test_a_dead_workers_job_rests_until_its_lease_is_over():
    job = run(ordered())
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() + timedelta(seconds=30))
    assert numbers(run(job)) == []
    expire(job)
    assert numbers(run(job)) == ["1"]


def test_each_step_renews_the_lease():
    job = run(ordered())
    before = timezone.now()
    amid(job, lambda: Job.objects.update(leased_until=before))
    leases = []
    amid(job, lambda: leases.append(Job.objects.get().leased_until))
    assert leases[0] > before + timedelta(seconds=settings.JOB_LEASE_SECONDS - 10)


def test_after_a_slice_the_job_is_free_at_once():
    assert run(ordered()).leased_until is None
