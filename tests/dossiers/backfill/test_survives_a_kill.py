"""1,000 rows under kill -9: every dossier is there once, with its whole history, and owed once."""

import pytest
from django.db.models import Count
from django.utils import timezone

from dossiers.models import Dossier, DossierEvent, Involvement, NationalMessage, OldDossier
from portal.jobs import Job
from tests.chaos.world import Province
from tests.dossiers.backfill.files import as_csv, ordered, row, worked
from tests.portal.jobs.counting import expire
from tests.portal.jobs.killing import killed_after

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.timeout(500)]
ROWS, KILLS = 1_000, 3


def test_nothing_is_lost_and_nothing_is_there_twice(settings, monkeypatch):
    monkeypatch.setenv("FILES_DIR", str(settings.FILES_DIR))  # where the worker looks for the file
    Province()
    job = ordered(as_csv([row(number) for number in range(1, ROWS + 1)]))
    for kill in range(1, KILLS + 1):
        killed_after(job, kill * 200, kinds="dossiers.backfill.work")
        reached = Job.objects.get(pk=job.pk)
        assert reached.done >= kill * 200, "the worker never came so far"
        assert reached.source is not None, "all was read before the worker could be killed"
        expire(job)
    drained(job)
    assert job.counts == {"created": ROWS, "owed": ROWS}
    assert Dossier.objects.count() == OldDossier.objects.count() == ROWS
    assert DossierEvent.objects.count() == NationalMessage.objects.count() == ROWS * 4
    assert Involvement.objects.count() == ROWS * 2
    assert not Dossier.objects.values("code").annotate(n=Count("pk")).filter(n__gt=1).exists()


def drained(job: Job) -> None:
    """The nation takes whatever is owed at once, so that all of it has its turn."""
    while job.is_open:
        NationalMessage.objects.unsent().update(sent_at=timezone.now())
        worked(job, slices=1)
