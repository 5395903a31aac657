"""A real worker on the test's own database, that can be killed like any other process."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from django.db import connection

from portal.embedded.up import WORKERS

EVERYTHING = "celery,nation,bulk"
ROOT = Path(__file__).resolve().parents[2]


class Worker:
    """A real Celery worker that can be killed with everything it started. It takes what the worker of ``up`` takes,
    or the ``queues`` given."""

    def __init__(self, app: str, env: dict[str, str], log: Path, queues: str = WORKERS["worker"][1]) -> None:
        self.argv = [
            sys.executable, "-m", "celery", "-A", app, "worker", "--queues", queues, "--concurrency", "2",
            "--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat",
        ]  # fmt: skip
        self.env, self.log = env, log
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.argv, env=self.env, cwd=ROOT, stdout=out, stderr=out, start_new_session=True
            )

    def kill(self) -> datetime:
        os.killpg(self.process.pid, signal.SIGKILL)
        at = datetime.now().astimezone()
        self.process.wait()
        return at


def own_env() -> dict[str, str]:
    """The environment of a worker under the application's role."""
    url = os.environ["DATABASE_URL"]
    name = connection.settings_dict["NAME"]
    return dict(os.environ) | {
        "DATABASE_URL": url.replace("/postgres?", f"/{name}?")
        if "/postgres?" in url
        else url.rsplit("/", 1)[0] + f"/{name}",
        "DATABASE_ROLE": "portal_app",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
