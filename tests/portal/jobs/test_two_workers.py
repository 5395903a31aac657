"""Two workers at once: each step of each job is done once."""

import threading

import pytest
from django.db import connection

from portal import jobs
from portal.jobs import Job
from tests.portal.jobs.counting import KINDS, numbers, ordered

pytestmark = pytest.mark.django_db(transaction=True)
TOTAL = 30


def work(gate: threading.Barrier) -> None:
    """As a worker does: whatever is due, until nothing is left."""
    gate.wait()
    try:
        while Job.objects.open().exists():
            jobs.run(KINDS)
    finally:
        connection.close()


def both_at_work() -> None:
    gate = threading.Barrier(2)
    workers = [threading.Thread(target=work, args=[gate]) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def test_each_number_is_counted_once():
    ordered_jobs = [ordered(total=TOTAL) for _ in range(3)]
    both_at_work()
    assert [numbers(job) for job in ordered_jobs] == [[str(number) for number in range(1, TOTAL + 1)]] * 3


def test_the_counts_agree_with_the_lines():
    job = ordered(total=TOTAL)
    both_at_work()
    job.refresh_from_db()
    assert (job.state, job.done, job.counts) == (Job.State.DONE, TOTAL, {"counted": TOTAL})
