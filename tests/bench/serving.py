"""Pages a second for fifty readers, as ``script/run`` serves them, against a bare Django page under the same load."""

import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
from django.conf import settings
from django.db import connection

from portal.embedded.up import gunicorn
from tests.bench.load import pages_per_second
from tests.national_process import free_port, sibling_url

SECONDS = 4.0
TURNS = 3
WORKERS = 2


@contextmanager
def served(module: str, probe: str) -> Iterator[int]:
    """``module`` under gunicorn with this benchmark's database; yields the port once ``probe`` answers."""
    folder, port = Path(tempfile.mkdtemp(prefix="portal-bench-web-")), free_port()
    kept = {name: value for name, value in os.environ.items() if name not in ("PORTAL_TOOLING", "DEMO")}
    env = kept | {
        "DATABASE_URL": sibling_url(os.environ["DATABASE_URL"], str(connection.settings_dict["NAME"])),
        "VAR_DIR": str(folder),
        "PORT": str(port),
        **{name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "OIDC_CLIENT_SECRET", "NATIONAL_PASSWORD")},
    }
    if module == "portal.wsgi":
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, env=env, cwd=settings.BASE_DIR, check=True)
    with (folder / "web.log").open("wb") as log:
        argv = gunicorn(module, str(port), workers=WORKERS)
        process = subprocess.Popen(argv, env=env, cwd=settings.BASE_DIR, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}{probe}", folder / "web.log")
        yield port
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(address: str, log: Path) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            if httpx.get(address, timeout=5).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise RuntimeError(f"nothing answers at {address}:\n{log.read_text()}")


def in_turns(ours: int, addresses: Sequence[str], bare: int, probe: str) -> tuple[float, float]:
    """Pages a second of both, the medians of turns taken alternately; each page of ours has been made before."""
    pages_per_second(ours, addresses, SECONDS)
    pairs = [
        (pages_per_second(ours, addresses, SECONDS), pages_per_second(bare, [probe], SECONDS)) for _ in range(TURNS)
    ]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
