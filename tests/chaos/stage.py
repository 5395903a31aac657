"""The whole portal for one run: a web, two workers, two beats and a Redis of its own, behind a proxy to the nation."""

import os
import signal
import sys
from pathlib import Path

import redis

from portal.embedded.processes import Child
from portal.embedded.servers import Servers
from portal.embedded.up import WORKERS
from tests.chaos.proxy import Proxy
from tests.chaos.web import Web
from tests.chaos.worker import ROOT, own_env
from tests.national_process import NationalProcess

PACE = {
    "NATIONAL_TIMEOUT": "1.5",
    "NATIONAL_LEASE_SECONDS": "16",
    "OUTBOX_LONGEST_PAUSE": "3",
    "NOTICE_MAIL": "off",
    "NOTICE_SMS": "off",
}
"""Pauses are scaled down: a lease of a killed worker ends after seconds."""


class Stage:
    def __init__(self, folder: Path, national: NationalProcess, *, batch: int = 10, app: str = "portal") -> None:
        self.folder, self.app = folder, app
        self.proxy = Proxy(national.port)
        self.servers = Servers(folder, durable=False)
        self.redis = self.servers.start_redis()
        self.env = own_env() | PACE | {
            "REDIS_URL": self.servers.redis_url, "NATIONAL_URL": self.proxy.url, "NATIONAL_BATCH": str(batch),
            "NATIONAL_PASSWORD": national.password, "FILES_DIR": str(folder / "files"), "FILES_RESERVE_MB": "0",
        }  # fmt: skip
        self.workers = [self._celery(f"worker-{n}", *WORKER, "--hostname", f"w{n}@%h") for n in (1, 2)]
        self.bulk = self._celery("worker-bulk", "worker", *WORKERS["worker-bulk"], *QUIET)
        self.beats = [self._celery(f"beat-{n}", "beat", "--schedule", str(folder / f"beat-{n}"), "--pidfile=")
                      for n in (1, 2)]  # fmt: skip
        self.web = Web(folder / "files", folder / "web.log", self.env)

    def _celery(self, name: str, *words: str) -> Child:
        argv = [sys.executable, "-m", "celery", "-A", self.app, *words, "--loglevel", "WARNING"]
        return Child(name, argv, self.folder / f"{name}.log", env=self.env, folder=ROOT).start()

    def kill_worker(self, number: int) -> None:
        self._kill(self.workers[number % 2])

    def kill_beat(self, number: int) -> None:
        self._kill(self.beats[number % 2])

    def kill_redis(self) -> None:
        os.killpg(self.redis.process.pid, signal.SIGKILL)
        self.redis.process.wait()
        self.redis = self.servers.start_redis()

    def flush_redis(self) -> None:
        redis.Redis(unix_socket_path=str(self.servers.redis_socket)).flushall()

    def kill_web(self) -> None:
        self.web.kill()
        self.web.start()

    @staticmethod
    def _kill(child: Child) -> None:
        if not child.has_ended:
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
        child.start()

    def revive(self) -> None:
        """As ``up`` does: celery ends by itself when the broker dies just while a task is acknowledged (kombu)."""
        for child in (*self.workers, self.bulk, *self.beats):
            if child.has_ended:
                child.start()

    def stop(self) -> None:
        for child in (*self.workers, self.bulk, *self.beats):
            if not child.has_ended:
                os.killpg(child.process.pid, signal.SIGKILL)
                child.process.wait()
        self.web.kill()
        self.servers.stop()
        self.proxy.stop()


QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")
WORKER = ("worker", *WORKERS["worker"], *QUIET)
