"""A worker killed in the middle leaves each dossier done and noted, or neither; the next goes on behind the last."""

import pytest

from dossiers import workflow
from dossiers.models import Dossier, DossierEvent
from portal import jobs
from portal.jobs import Job
from tests.dossiers.batch.many import ordered, submitted, worked_off
from tests.portal.jobs.counting import expire
from tests.portal.jobs.killing import killed_after

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
NUMBER, KILLS = 30, 3


def test_nothing_is_done_twice_and_the_codes_have_no_gap(slowly, dossier, clerk):
    made = submitted(dossier, NUMBER)
    job = ordered(workflow.RECEIVE, made, clerk)
    for kill in range(1, KILLS + 1):
        killed_after(job, kill * 6, kinds="dossiers.batch.work")
        assert not Job.objects.get(pk=job.pk).is_ended, "the worker was done before it could be killed"
        expire(job)
    job = worked_off(job)
    assert (job.done, job.counts, job.lines.count()) == (NUMBER, {"done": NUMBER}, NUMBER)
    assert sorted(job.lines.values_list("place", flat=True)) == [dossier.edition.name] * NUMBER
    assert DossierEvent.objects.filter(action="receive").count() == NUMBER
    codes = Dossier.objects.filter(code__isnull=False).values_list("code", flat=True)
    assert sorted(int(code[-4:]) for code in codes) == list(range(1, NUMBER + 1))


def test_a_worker_that_wakes_after_its_lease_writes_nothing(dossier, clerk):
    made = submitted(dossier, 2)
    job = ordered(workflow.RECEIVE, made, clerk)
    late = jobs.Slice(job)  # holds no lease: another has taken the job since
    with pytest.raises(jobs.Interrupted), late.step():
        raise AssertionError("the step went on")
    assert worked_off(job).counts == {"done": 2}
