"""A reorganisation whose worker is killed in the middle ends as one that was left in peace."""

import os
import signal
import subprocess
import sys
import time

import pytest

from dossiers.models import Dossier, DossierEvent, Involvement
from dossiers.reorganisation import ordering
from dossiers.reorganisation.tasks import carry_out_reorganisations
from portal.agencies.models import Change, Succession
from portal.jobs import Job
from tests.chaos.worker import ROOT, own_env
from tests.dossiers.batch.many import submitted
from tests.dossiers.reorganisation.merging import prepared, successor, worked_off
from tests.portal.jobs.counting import expire

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
NUMBER = 60
SLICE = """
import django; django.setup()
from portal import jobs; from dossiers.reorganisation.work import KINDS; jobs.run(KINDS)
"""


def killed_after(job: Job, done: int) -> None:
    process = subprocess.Popen([sys.executable, "-c", SLICE], env=own_env(), cwd=ROOT, start_new_session=True)
    ends = time.monotonic() + 120
    while Job.objects.get(pk=job.pk).done < done and time.monotonic() < ends:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_every_dossier_follows_once(slowly, dossier, commune, clerk):
    submitted(dossier, NUMBER - 1)
    new = successor()
    merger = prepared(Change.Kind.MERGE, commune, into=new.agency)
    ordering.order_due(carry_out_reorganisations)
    job = Job.objects.get()
    killed_after(job, 20)
    assert not Job.objects.get(pk=job.pk).is_ended, "the worker was done before it could be killed"
    expire(job)
    assert worked_off(job).counts["moved"] == NUMBER
    assert DossierEvent.objects.filter(action="follow_agency").count() == NUMBER
    assert Involvement.objects.current().filter(agency=new.unit).count() == NUMBER
    assert not Dossier.objects.exclude(agency=new.agency).exists()
    assert Succession.objects.filter(reorganisation=merger).count() == 2
