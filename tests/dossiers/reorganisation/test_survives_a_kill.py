"""A reorganisation whose worker is killed in the middle ends as one that was left in peace."""

import pytest

from dossiers.models import Dossier, DossierEvent, Involvement
from dossiers.reorganisation import ordering
from dossiers.reorganisation.tasks import carry_out_reorganisations
from portal.agencies.models import Change, Succession
from portal.jobs import Job
from tests.dossiers.batch.many import submitted
from tests.dossiers.reorganisation.merging import prepared, successor, worked_off
from tests.portal.jobs.counting import expire
from tests.portal.jobs.killing import killed_after

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
NUMBER = 60


def test_every_dossier_follows_once(slowly, dossier, commune, clerk):
    submitted(dossier, NUMBER - 1)
    new = successor()
    merger = prepared(Change.Kind.MERGE, commune, into=new.agency)
    ordering.order_due(carry_out_reorganisations)
    job = Job.objects.get()
    killed_after(job, 20, kinds="dossiers.reorganisation.work")
    assert not Job.objects.get(pk=job.pk).is_ended, "the worker was done before it could be killed"
    expire(job)
    assert worked_off(job).counts["moved"] == NUMBER
    assert DossierEvent.objects.filter(action="follow_agency").count() == NUMBER
    assert Involvement.objects.current().filter(agency=new.unit).count() == NUMBER
    assert not Dossier.objects.exclude(agency=new.agency).exists()
    assert Succession.objects.filter(reorganisation=merger).count() == 2
