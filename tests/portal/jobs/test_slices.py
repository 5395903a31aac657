"""A job is done slice by slice, each step once, with its report and its place reached."""

import pytest

from portal import jobs
from portal.files.storage import open_stored
from portal.jobs import Job, Kind, Slice
from tests.portal.jobs.counting import KINDS, amid, numbers, ordered, run

pytestmark = pytest.mark.django_db


def test_each_step_is_done_once_and_told():
    job = run(ordered(), slices=10)
    assert (job.state, job.done, numbers(job)) == (Job.State.DONE, 3, ["1", "2", "3"])


def test_counts_are_those_of_the_lines():
    job = run(ordered(), slices=10)
    assert job.counts == {"counted": 3} == {"counted": job.lines.count()}


def test_while_there_is_more_to_do_the_key_comes_back():
    job = ordered(total=2)
    assert [jobs.run(KINDS, job.pk) for _ in range(4)] == [job.pk, job.pk, None, None]


def test_how_far_it_is_is_known_once_the_total_is():
    job = ordered(total=4)
    assert [run(job).percent for _ in range(5)] == [0, 25, 50, 75, 100]


def test_before_the_total_is_known_nothing_is_claimed():
    assert ordered().percent is None


def test_it_never_says_a_hundred_before_the_end():
    assert Job(state="running", done=999, total=1000).percent == 99
    assert Job(state="running", done=1000, total=1000).percent == 99


def test_the_result_can_be_read():
    job = run(ordered(), slices=10)
    with open_stored(job.result) as file:
        assert file.read() == b"1 2 3"


def test_a_step_that_fails_leaves_nothing():
    job = run(ordered())
    with pytest.raises(ZeroDivisionError), Slice(job).step() as current:
        current.done += 1
        current.tell("counted", "1")
        raise ZeroDivisionError
    job.refresh_from_db()
    assert (job.done, job.counts, numbers(job)) == (0, {}, [])


def test_the_oldest_that_is_due_goes_first():
    first, second = ordered(), ordered()
    amid(first, lambda: jobs.run(KINDS))
    assert [Job.objects.get(pk=job.pk).total for job in (first, second)] == [3, 3]


def test_what_nobody_here_can_do_stays():
    job = ordered("of another room")
    assert jobs.run(KINDS) is None
    job.refresh_from_db()
    assert job.state == Job.State.WAITING


def test_a_slice_is_over_after_its_time():
    assert Slice(ordered(), lasts=0).is_over
    assert not Slice(ordered()).is_over


def test_what_it_prepared_is_gone_when_it_is_done():
    job = run(ordered(total=1))
    job.parts.create(number=0, content=[1])
    run(job)
    assert (job.state, job.parts.count()) == (Job.State.DONE, 0)


def test_work_that_can_do_nothing_just_now_rests_and_counts_as_no_try(db):
    job = ordered()
    for _ in range(jobs.MOST_TRIES + 2):
        Job.objects.filter(pk=job.pk).update(leased_until=None)
        assert jobs.run({"count": Kind("Resting", lambda part: part.rest(60), {})}, job.pk) is None
    assert jobs.run(KINDS, job.pk) is None, "it rests still"
    job.refresh_from_db()
    assert (job.state, job.tries, job.done) == (Job.State.RUNNING, 0, 0)
