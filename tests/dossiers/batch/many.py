"""Many dossiers of one citizen at one unit, and a batch over them worked off by hand."""

import re

from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.batch import ordering
from dossiers.batch.work import KINDS
from portal import jobs
from portal.jobs import Job
from tests.factories import DraftFactory

PAGE = "admin:dossiers_dossier_batch"


def submitted(like, number: int) -> list:
    """``number`` more like the dossier ``like``, handed in."""
    made = [
        DraftFactory(edition=like.edition, agency=like.agency, received_by=like.received_by, submitter=like.submitter)
        for _ in range(number)
    ]
    for draft in made:
        workflow.perform(workflow.SUBMIT, draft, Act(like.submitter))
    return made


def ordered(action, dossiers, by, note: str = "") -> Job:
    return ordering.order(action, dossiers, by, {"note": [note]})


def worked_off(job: Job, slices: int = 50) -> Job:
    for _ in range(slices):
        if jobs.run(KINDS, job.pk) is None:
            break
    job.refresh_from_db()
    return job


def posted(window, **sent):
    return window.post(reverse(PAGE), sent)


def confirmed(window, **sent) -> Job:
    """The page of confirmation asked for, then sent as it stands."""
    page = posted(window, **sent).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    answer = posted(window, **hidden, note=sent.get("note", ""), do="1")
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Job.objects.get(uuid=answer.url.rstrip("/").split("/")[-1])
