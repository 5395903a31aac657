"""The stand-in as its own process with its own database, for tests of what crosses the line."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import psycopg2

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sibling_url(url: str, name: str) -> str:
    """``url`` with another database of the same server."""
    head, _, options = url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{options}" if options else "")


class NationalProcess:
    """``gunicorn mock_national.wsgi`` on a free port, and its control doors."""

    password = "mat-khau-kiem-thu"
    client_secret = "bi-mat-kiem-thu"
    payment_secret = "bi-mat-thanh-toan-kiem-thu"

    def __init__(self, database: str, log: Path, **environment: str) -> None:
        self.port = free_port()
        self.province_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self.env = self._environment(database) | environment
        self._prepare(database)
        self.process = self._start()

    def _environment(self, database: str) -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if name != "PORTAL_TOOLING"} | {
            "NATIONAL_DATABASE_URL": sibling_url(os.environ["DATABASE_URL"], database),
            "NATIONAL_PASSWORD": self.password,
            "OIDC_CLIENT_SECRET": self.client_secret,
            "PAYPLAT_SECRET": self.payment_secret,
            "VNPAY_SECRET": self.payment_secret,
            "SECRET_KEY": "khoa-cua-cong-quoc-gia-kiem-thu",
            "NATIONAL_CONTROL": "1",
            "NATIONAL_DOOR_KEY": "khoa-kiem-thu",
            "NATIONAL_FILES_FROM": f"http://127.0.0.1:{self.province_port}",
            "DJANGO_SETTINGS_MODULE": "mock_national.settings",
        }

    def _prepare(self, database: str) -> None:
        connection = psycopg2.connect(sibling_url(os.environ["DATABASE_URL"], "postgres"))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{database}"')
        connection.close()
        for command in (["migrate", "--verbosity", "0"], ["seed"]):
            argv = [sys.executable, "-m", "mock_national.manage", *command]
            subprocess.run(argv, env=self.env, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    def _start(self) -> "subprocess.Popen[bytes]":
        argv = [
            sys.executable, "-m", "gunicorn", "mock_national.wsgi:application", "--bind", f"127.0.0.1:{self.port}",
            "--worker-class", "gthread", "--threads", "8", "--no-control-socket", "--graceful-timeout", "1",
        ]  # fmt: skip
        with self.log.open("ab") as out:
            process = subprocess.Popen(argv, env=self.env, cwd=ROOT, stdout=out, stderr=out)
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            try:
                if httpx.get(f"{self.url}/healthz/live").status_code == 200:
                    return process
            except httpx.HTTPError:
                time.sleep(0.1)
        raise RuntimeError(f"the stand-in did not start: {self.log.read_text()}")

    def faults(self, **fault: Any) -> None:
        httpx.post(f"{self.url}/__control/faults", json=fault).raise_for_status()

    def clear_faults(self) -> None:
        self.faults(service="*", kind="none")

    def switch(self, **switches: str) -> None:
        """How it behaves where documents are silent, until the next reset."""
        httpx.post(f"{self.url}/__control/switches", json=switches).raise_for_status()

    def reset(self) -> None:
        httpx.post(f"{self.url}/__control/reset", json={}).raise_for_status()

    def change_procedures(self, changes: dict[str, dict[str, Any] | None]) -> None:
        """Fields of records by code; ``None`` takes one off the list."""
        httpx.post(f"{self.url}/__control/procedures", json={"changes": changes}).raise_for_status()

    def ledger(self, code: str) -> dict[str, Any]:
        answer: dict[str, Any] = httpx.get(f"{self.url}/__control/ledger/{code}").raise_for_status().json()
        return answer

    def calls(self, since: int = 0) -> list[dict[str, Any]]:
        """Everything that arrived after ``since``, in the order of arrival."""
        found: list[dict[str, Any]] = []
        while True:
            after = found[-1]["sequence"] if found else since
            page = httpx.get(f"{self.url}/__control/ledger", params={"since": after}).raise_for_status().json()["calls"]
            if not page:
                return found
            found += page

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
