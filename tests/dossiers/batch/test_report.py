"""A report says of each dossier what came of it; what is refused keeps nothing else from being done (AD-01, CO-01)."""

import pytest

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Dossier, DossierEvent, Status
from portal.agencies.models import DailyCounter
from portal.jobs import Job
from tests.dossiers.batch.many import ordered, submitted, worked_off

pytestmark = pytest.mark.django_db
INVALID = 3


@pytest.fixture
def batch(dossier, clerk):
    """500 rows of which three were received by somebody else just before."""
    dossiers = submitted(dossier, 500)
    for early in dossiers[10 : 10 + INVALID]:
        workflow.perform(workflow.RECEIVE, early, Act(clerk))
    return worked_off(ordered(workflow.RECEIVE, dossiers, clerk, "Đủ giấy tờ"))


def serials() -> list[int]:
    codes = Dossier.objects.filter(code__isnull=False).values_list("code", flat=True)
    return sorted(int(code.rsplit("-", 1)[1]) for code in codes)


def test_five_hundred_are_done_and_three_explained_without_a_gap_in_the_codes(batch, dossier):
    assert (batch.state, batch.done, batch.total) == (Job.State.DONE, 500, 500)
    assert batch.counts == {"done": 497, "refused": INVALID}
    assert {line.message for line in batch.lines.filter(outcome="refused")} == {str(workflow.WrongStatus())}
    assert serials() == list(range(1, 501))
    assert DailyCounter.objects.get(agency=dossier.agency).last == 500
    assert DossierEvent.objects.filter(action="receive").count() == 500
    assert set(DossierEvent.objects.filter(action="receive", note="Đủ giấy tờ").values_list("status", flat=True)) == {
        Status.RECEIVED
    }


def test_nothing_that_was_typed_stays_when_it_is_over(dossier, clerk):
    job = worked_off(ordered(workflow.RECEIVE, submitted(dossier, 2), clerk, "Đủ giấy tờ"))
    assert (job.state, job.parts.exists()) == (Job.State.DONE, False)
    assert "Đủ giấy tờ" not in str(job.parameters)
