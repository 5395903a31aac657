"""A person pauses a job, lets it go on, stops it: the step in hand is whole, no further one happens."""

import pytest

from portal import jobs
from portal.jobs import Job
from tests.portal.jobs.counting import amid, numbers, ordered, run

pytestmark = pytest.mark.django_db


def begun(**parameters) -> Job:
    """Counted to one."""
    return run(ordered(**parameters), slices=2)


def test_paused_it_rests():
    job = begun()
    assert jobs.pause(job)
    assert (run(job, slices=3).state, numbers(job)) == (Job.State.PAUSED, ["1"])


def test_paused_amid_a_slice_the_next_step_does_not_happen():
    job = begun()
    amid(job, lambda: jobs.pause(job))
    assert (job.state, numbers(job)) == (Job.State.PAUSED, ["1"])


def test_it_goes_on_where_it_was():
    job = begun()
    jobs.pause(job)
    assert jobs.go_on(job)
    assert numbers(run(job, slices=9)) == ["1", "2", "3"]


def test_one_that_waits_can_be_paused():
    job = ordered()
    assert jobs.pause(job)
    assert run(job).total is None


def test_stopped_it_never_goes_on():
    job = begun()
    assert jobs.stop(job)
    assert not jobs.go_on(job)
    assert (run(job, slices=3).state, numbers(job)) == (Job.State.STOPPED, ["1"])
    assert job.ended_at is not None


def test_stopped_amid_a_slice_the_next_step_does_not_happen():
    job = begun()
    amid(job, lambda: jobs.stop(job))
    assert (job.state, numbers(job)) == (Job.State.STOPPED, ["1"])


def test_a_paused_one_can_be_stopped():
    job = begun()
    jobs.pause(job)
    assert jobs.stop(job)


def test_what_it_prepared_goes_when_it_is_stopped():
    job = begun()
    job.parts.create(number=0, content=[])
    jobs.stop(job)
    assert job.parts.count() == 0


def test_what_is_done_can_be_neither_paused_nor_stopped_nor_gone_on_with():
    job = run(ordered(), slices=9)
    assert not any(act(job) for act in (jobs.pause, jobs.stop, jobs.go_on))
    job.refresh_from_db()
    assert job.state == Job.State.DONE
