"""Pages a second for fifty readers, as ``script/run`` serves them, against a bare Django page under the same load."""

import json
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
from urllib.parse import urlencode

import httpx
from django.conf import settings
from django.db import connection

from portal.embedded.instance import SECRETS
from portal.embedded.up import gunicorn
from portal.signing import authority
from procedures.models import Edition, Procedure
from tests.bench.load import pages_per_second
from tests.bench.measure import Limit, Result
from tests.national_process import free_port, sibling_url

QUERIES = settings.BASE_DIR / "tests/procedures/relevance.json"
AIM = 500
"""Pages a second. On two cores Open Forms serves 259 of its form pages, wagtail 242, a bare Django page 1,474."""

SECONDS = 4.0
TURNS = 3
WORKERS = 2


def _signing(folder: Path) -> dict[str, str]:
    passphrase = secrets.token_urlsafe(48)
    authority.make(folder, passphrase)
    key, roots = str(folder / authority.KEY), str(folder / authority.ROOTS)
    return {"SIGNING_KEY": key, "SIGNING_PASSPHRASE": passphrase, "SIGNING_ROOTS": roots}


@contextmanager
def served(module: str, probe: str, **environment: str) -> Iterator[int]:
    """``module`` under gunicorn with this benchmark's database; yields the port once ``probe`` answers."""
    folder, port = Path(tempfile.mkdtemp(prefix="portal-bench-web-")), free_port()
    kept = {name: value for name, value in os.environ.items() if name not in ("PORTAL_TOOLING", "DEMO")}
    env = kept | {
        "DATABASE_URL": sibling_url(os.environ["DATABASE_URL"], str(connection.settings_dict["NAME"])),
        "VAR_DIR": str(folder),
        "PORT": str(port),
        **{name: secrets.token_urlsafe(48) for name in SECRETS},
        **_signing(folder),
        **environment,
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


def run() -> list[Result]:
    probe = f"/{Edition.objects.filter(state='published').first().pk}/"  # type: ignore[union-attr]
    with served("portal.wsgi", "/healthz/ready") as ours, served("tests.bench.bare", probe) as bare:
        return [
            Limit(name, *in_turns(ours, addresses, bare, probe), "pages/s", "higher", AIM)
            for name, addresses in _addresses().items()
        ]


def _addresses() -> dict[str, list[str]]:
    """What fifty readers look at: some pages of the list, some searches, a hundred procedures."""
    words = [asked["query"] for asked in json.loads(QUERIES.read_text(encoding="utf-8"))[:40]]
    codes = Procedure.objects.in_use().order_by("code").values_list("code", flat=True)[:100]
    return {
        "list_50_users": ["/thu-tuc/", *(f"/thu-tuc/?trang={page}" for page in range(2, 12)), "/thu-tuc/?cap=3"],
        "search_50_users": [f"/thu-tuc/?{urlencode({'q': text})}" for text in words],
        "detail_50_users": [f"/thu-tuc/{code}/" for code in codes],
    }


def in_turns(ours: int, addresses: Sequence[str], bare: int, probe: str) -> tuple[float, float]:
    """Pages a second of both, the medians of turns taken alternately; each page of ours has been made before."""
    pages_per_second(ours, addresses, SECONDS)
    pairs = [
        (pages_per_second(ours, addresses, SECONDS), pages_per_second(bare, [probe], SECONDS)) for _ in range(TURNS)
    ]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
