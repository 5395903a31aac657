"""Old dossiers at the desk: a file is ordered by its form alone, a bad one is told beside its field, progress is
shown, and a stopped job keeps no file."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dossiers.backfill import work
from portal import jobs
from portal.agencies.models import Agency, Role
from portal.files.storage import path_of
from portal.jobs import Job
from tests.dossiers.backfill.files import as_csv, ordered, row, worked
from tests.factories import PostFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
HOME = "admin:dossiers_olddossier_changelist"


def window(role: str) -> Client:
    return enter(PostFactory(agency=Agency.objects.get(key="mc-1"), role=role).user)


def send(by: Client, content: bytes, system: str = "MCDT") -> Any:
    page = by.get(reverse(HOME)).content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page)[1]
    file = SimpleUploadedFile("cu.csv", content, "text/csv")
    return by.post(reverse(HOME), {"form_token": token, "system": system, "file": file}, follow=True)


def test_a_sent_file_becomes_a_job(province):
    send(window(Role.ADMIN), as_csv([row()]))
    job = Job.objects.get()
    assert (job.kind, job.parameters, job.source is not None) == (work.BACKFILL, {"system": "MCDT"}, True)


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\xff\xfe\x00"])
def test_a_file_that_is_none_is_told_beside_its_field(province, content):
    page = send(window(Role.ADMIN), content).content.decode()
    assert 'data-field="file"' in page and "govuk-error-message" in page
    assert "MCDT" in page, "what was typed is kept"
    assert not Job.objects.exists()


def test_the_figures_of_a_job_are_shown(province):
    worked(ordered(as_csv([row(1), row(2, kenh="9")])))
    page = window(Role.ADMIN).get(reverse(HOME)).content.decode()
    assert "<strong>1</strong> đã đưa vào" in page
    assert "<strong>1</strong> bị từ chối" in page


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.CATALOGUE])
def test_nobody_else_may(province, role):
    assert window(role).get(reverse(HOME)).status_code == 403


def test_a_stopped_job_keeps_no_file(province, django_capture_on_commit_callbacks):
    job = ordered(as_csv([row()]))
    path = path_of(job.source.uuid)
    jobs.stop(job)
    with django_capture_on_commit_callbacks(execute=True):
        assert work.forget_files() == 1
    assert not path.exists()


def test_a_paused_job_goes_on_where_it_was(province):
    job = ordered(as_csv([row(number) for number in range(1, 4)]))
    jobs.pause(job)
    assert worked(job, slices=1).counts == {}
    jobs.go_on(job)
    job.refresh_from_db()
    assert worked(job).counts["created"] == 3
