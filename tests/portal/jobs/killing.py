"""A worker of long work that is killed in the middle, by a signal it cannot hear."""

import os
import signal
import subprocess
import sys
import time

from portal.jobs import Job
from tests.chaos.worker import ROOT, own_env

SLICE = "import django; django.setup(); from portal import jobs; from {kinds} import KINDS; jobs.run(KINDS)"


def killed_after(job: Job, done: int, *, kinds: str) -> None:
    """A process of its own works on ``job``, of the kinds of that module, until so much is done."""
    argv = [sys.executable, "-c", SLICE.format(kinds=kinds)]
    process = subprocess.Popen(argv, env=own_env(), cwd=ROOT, start_new_session=True)
    ends = time.monotonic() + 120
    while Job.objects.get(pk=job.pk).done < done and time.monotonic() < ends:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
