"""Jobs that ended long ago are forgotten, and their files with them, but for those that others still need."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal import jobs
from portal.files.models import StoredFile
from portal.files.storage import store
from portal.jobs import KEPT_DAYS, Job
from portal.tasks import sweep_jobs
from tests.portal.jobs.counting import ordered, run

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=KEPT_DAYS, hours=1)


def aged(job: Job, **changes) -> Job:
    Job.objects.filter(pk=job.pk).update(ended_at=timezone.now() - LONG_AGO, **changes)
    return job


def test_an_old_job_goes_with_its_lines_and_its_file():
    job = aged(run(ordered(), slices=9))
    sweep_jobs()
    assert not Job.objects.exists()
    assert not StoredFile.objects.filter(pk=job.result_id).exists()


def test_one_that_is_not_over_stays_however_old():
    Job.objects.filter(pk=ordered().pk).update(created_at=timezone.now() - LONG_AGO)
    assert jobs.sweep() == 0


def test_one_that_ended_lately_stays():
    run(ordered(), slices=9)
    assert jobs.sweep() == 0


def test_a_source_that_a_younger_job_was_made_of_stays():
    source = store(SimpleUploadedFile("tep.csv", b"a"), by=None)
    aged(run(ordered(), slices=9), source=source)
    younger = jobs.start("count", sweep_jobs, by=None, source=source)
    jobs.sweep()
    assert [*Job.objects.all()] == [younger]
    assert StoredFile.objects.filter(pk=source.pk).exists()
