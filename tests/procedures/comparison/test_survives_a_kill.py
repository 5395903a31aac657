"""A comparison whose process is killed goes on behind the last record, and finds what an undisturbed one finds."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.db import connection

from portal.jobs import Job
from procedures.catalogue import refresh
from procedures.models import Comparison, Difference
from tests.chaos.test_sync_survives import worker_env
from tests.chaos.worker import ROOT
from tests.procedures.comparison import nations
from tests.procedures.nation import clean

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("nation")]
CODES = [f"1.00010{number}" for number in range(10)]
SLICE = "import django; django.setup(); from portal import jobs; from procedures.work import KINDS; jobs.run(KINDS)"


@pytest.fixture
def changed(nation, national):
    """Ten records, of which the nation changes three afterwards."""
    nations.lists(national, *(clean(MATTHC=code, TENTTHC=f"Thủ tục {code}") for code in CODES))
    refresh(nation)
    national.change_procedures({CODES[1]: {"TENTTHC": "Khác"}, CODES[5]: None, CODES[9]: {"YEUCAU": "Có"}})


def killed_after(job: Job, records: int, national) -> None:
    """A process of its own works on ``job`` until so many records are done."""
    env = worker_env(national) | {"JOB_LEASE_SECONDS": "1"}
    process = subprocess.Popen([sys.executable, "-c", SLICE], env=env, cwd=ROOT, start_new_session=True)
    ends = time.monotonic() + 60
    while Job.objects.get(pk=job.pk).done < records and time.monotonic() < ends:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def told(run: Comparison) -> list[tuple[str, str, list[dict[str, str]]]]:
    return sorted(run.differences.values_list("code", "kind", "rows"))


def test_killed_in_the_middle_it_finds_the_same(nation, changed, national):
    undisturbed = told(nations.compared(nation))
    national.faults(service="LayThuTuc", kind="delay", share=1, seconds=300, delay=0.2)
    since, job = national.calls()[-1]["sequence"], nations.ordered()
    killed_after(job, 4, national)
    assert 4 <= Job.objects.get(pk=job.pk).done < 9
    time.sleep(1.1)
    nations.worked_on(nation, job)
    asked = Counter(call["body"]["maTTHC"] for call in national.calls(since) if call["service"] == "LayThuTuc")
    assert told(Comparison.objects.latest("pk")) == undisturbed
    assert (Comparison.objects.count(), len(asked), sum(asked.values()) <= 10) == (2, 9, True)
    assert Difference.objects.count() == 2 * len(undisturbed) == 6
    connection.close()
