"""What cannot be done says so at once; what breaks off is tried again, and says so after the last try."""

import pytest
from django.utils import translation

from portal import jobs
from portal.jobs import GAVE_UP, MOST_TRIES, STUMBLED, Job
from tests.portal.jobs.counting import KINDS, NEVER, expire, numbers, ordered, run

pytestmark = pytest.mark.django_db


def tried(job: Job, times: int) -> Job:
    for _ in range(times):
        expire(job)
        with pytest.raises(ZeroDivisionError):
            jobs.run(KINDS, job.pk)
    job.refresh_from_db()
    return job


def broken_off(at: int = 1) -> Job:
    """Counted to ``at`` and stumbled there as often as it is tried."""
    job = tried(run(ordered("stumble", at=at), slices=at + 1), MOST_TRIES)
    expire(job)
    return run(job)


def test_what_cannot_be_done_says_why():
    job = run(ordered("refuse"))
    assert (job.state, job.said, job.ended_at is None) == (Job.State.FAILED, NEVER, False)


def test_what_cannot_be_done_is_not_tried_again():
    job = run(ordered("refuse"))
    assert job.parts.count() == 0
    assert not jobs.go_on(job)


def test_after_a_stumble_it_rests_and_says_that_it_will_be_tried_again():
    job = tried(ordered("stumble", at=0), 1)
    assert (job.state, job.said) == (Job.State.RUNNING, STUMBLED)
    assert jobs.run(KINDS, job.pk) is None


def test_the_rest_grows():
    job = ordered("stumble", at=0)
    rests = [tried(job, 1).leased_until for _ in range(3)]
    assert rests[2] - rests[1] > rests[1] - rests[0]


def test_it_goes_on_after_the_cause_is_gone():
    job = tried(run(ordered("stumble", at=1), slices=2), 2)
    Job.objects.update(parameters={"total": 3, "at": 99})
    expire(job)
    job = run(job, slices=5)
    assert (job.state, job.said, numbers(job)) == (Job.State.DONE, "", ["1", "2", "3"])


def test_a_step_forward_makes_all_tries_new():
    job = tried(ordered("stumble", at=0), MOST_TRIES - 1)
    Job.objects.update(parameters={"total": 3, "at": 1})
    expire(job)
    assert run(job).tries == 0


def test_broken_off_five_times_at_the_same_place_it_has_failed_and_says_so():
    job = broken_off()
    assert (job.state, job.said, job.done) == (Job.State.FAILED, GAVE_UP, 1)
    with translation.override("vi"):
        assert f"{MOST_TRIES} lần" in job.message


def test_what_it_did_before_it_broke_off_stays():
    assert numbers(broken_off(at=2)) == ["1", "2"]


def test_one_that_gave_up_may_be_gone_on_with():
    job = broken_off()
    Job.objects.update(parameters={"total": 3, "at": 99})
    assert jobs.go_on(job)
    assert (run(job, slices=5).state, numbers(job)) == (Job.State.DONE, ["1", "2", "3"])


def test_a_worker_that_dies_each_time_counts_as_breaking_off():
    """Killed, it can put nothing off: the tries are counted when the job is taken."""
    job = run(ordered())
    Job.objects.update(tries=MOST_TRIES, state="running")
    assert (run(job).state, job.said) == (Job.State.FAILED, GAVE_UP)
