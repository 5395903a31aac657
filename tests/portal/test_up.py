"""``manage.py up`` as people meet it: started twice, killed, on a long path, beside another, on foreign servers.

Real processes throughout. The tests share two instances and run in the order written; each leaves its instance up.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg2
import pytest

from tests.national_process import free_port, sibling_url

ROOT = Path(__file__).resolve().parents[2]
OURS = re.compile(
    r"DATABASE_\w+|REDIS_URL|(PORTAL|DJANGO|NATIONAL|OIDC|PYTEST)_\w+|SECRET_KEY|FILES_DIR|VAR_DIR|DEMO|BIND|PORT"
)
STOPS_WITHIN = 15
STARTS_WITHIN = 180

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("up")]


class Up:
    """One ``manage.py up`` on a folder and ports of its own."""

    def __init__(self, var: Path, **extra: str) -> None:
        self.var = var
        ports = {"PORT": str(free_port()), "NATIONAL_PORT": str(free_port())}
        kept = {name: value for name, value in os.environ.items() if not OURS.fullmatch(name)}
        self.env = kept | ports | {"VAR_DIR": str(var), "DEMO": "1"} | extra
        self.url, self.national = (f"http://127.0.0.1:{ports[name]}" for name in ("PORT", "NATIONAL_PORT"))

    def start(self, **identity: Any) -> "Up":
        self.var.parent.mkdir(parents=True, exist_ok=True)
        with (self.var.parent / "up.log").open("ab") as out:
            argv = [sys.executable, "-u", "manage.py", "up"]
            self.process = subprocess.Popen(argv, env=self.env, cwd=ROOT, stdout=out, stderr=out, **identity)
        assert self.becomes_ready(STARTS_WITHIN), Path(out.name).read_text()
        return self

    def becomes_ready(self, within: float = 60) -> bool:
        """At once on a calm machine; beside others that start, an answer may take longer than one asks for it."""
        ends = time.monotonic() + within
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > ends:
                return False
            time.sleep(0.2)
        return True

    def is_ready(self) -> bool:
        """Both doors open, the nation's first: the portal's own may still belong to nobody."""
        try:
            doors = (f"{self.national}/healthz/live", f"{self.url}/healthz/ready")
            return all(httpx.get(door, timeout=5).status_code == 200 for door in doors)
        except httpx.HTTPError:
            return False

    def family(self) -> list[psutil.Process]:
        us = psutil.Process(self.process.pid)
        return [us, *us.children(recursive=True)]

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOPS_WITHIN * 2)
        finally:
            self.process.kill()


def refusal(**env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", "up"], env=env, cwd=ROOT, capture_output=True, text=True, timeout=30
    )


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """On a path too long for a socket."""
    up = Up(tmp_path_factory.mktemp("up") / ("mot-duong-dan-rat-dai-" * 7) / "var").start()
    yield up
    up.stop()


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """On foreign servers, and no demonstration."""
    ours = os.environ["DATABASE_URL"]
    databases = {"DATABASE_URL": "up_portal", "NATIONAL_DATABASE_URL": "up_national"}
    connection = psycopg2.connect(sibling_url(ours, "postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        for name in databases.values():
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    urls = {variable: sibling_url(ours, name) for variable, name in databases.items()}
    redis = os.environ["REDIS_URL"].replace("virtual_host=0", "virtual_host=7")
    up = Up(tmp_path_factory.mktemp("beside") / "var", DEMO="", REDIS_URL=redis, **urls).start()
    yield up
    up.stop()


def test_ready_answers_on_a_path_too_long_for_a_socket(portal):
    assert len(str(portal.var)) > 130
    assert httpx.get(f"{portal.url}/healthz/ready").json()["database"] == "ok"


def test_the_demonstration_offers_its_roles(portal):
    assert "/vao-vai/clerk/" in httpx.get(portal.url, follow_redirects=True).text


def test_a_second_start_is_refused(portal):
    second = refusal(**portal.env)
    assert (second.returncode, "already running here" in second.stdout) == (1, True)
    assert portal.becomes_ready()


def test_a_port_somebody_else_has_is_refused(portal, tmp_path):
    refused = refusal(**portal.env | {"VAR_DIR": str(tmp_path), "NATIONAL_PORT": str(free_port())})
    assert (refused.returncode, "set PORT to another" in refused.stdout) == (1, True)


def test_what_falls_comes_back(portal):
    web = next(process for process in portal.family()[1:] if "portal.wsgi:application" in process.cmdline())
    web.kill()
    ends = time.monotonic() + STARTS_WITHIN
    while web.is_running() or not portal.is_ready():
        assert portal.process.poll() is None and time.monotonic() < ends
        time.sleep(0.2)


def test_another_runs_beside_it_on_foreign_servers(portal, beside):
    assert portal.becomes_ready() and beside.becomes_ready()
    assert not (beside.var / "pg").exists() and not (beside.var / "redis").exists()


def test_outside_the_demonstration_nobody_enters_by_a_click(beside):
    assert httpx.post(f"{beside.url}/vao-vai/clerk/").status_code in (403, 404)
    assert httpx.get(f"{beside.url}/vao-vai/clerk/").status_code == 404
    assert "/vao-vai/" not in httpx.get(beside.url, follow_redirects=True).text


def test_outside_the_demonstration_the_nation_has_no_switches(beside):
    assert httpx.get(f"{beside.national}/__control/ledger").status_code == 404
    assert httpx.post(f"{beside.national}/__control/reset").status_code == 404


def test_outside_the_demonstration_nobody_pulls_the_plug(beside):
    assert httpx.get(f"{beside.national}/rut-day/").status_code == 404
    assert httpx.get(f"{beside.url}/trinh-dien/lien-thong.json").status_code == 404
    for name in ("lam-tiep", "dung-tien-trinh"):
        assert httpx.post(f"{beside.url}/trinh-dien/{name}/").status_code == 404


def test_in_the_demonstration_a_worker_that_was_killed_comes_back(portal):
    before = (portal.var / "log" / "worker.pid").read_text()
    assert httpx.get(f"{portal.national}/rut-day/so-lieu.json", timeout=30).json()["answers"] is True
    assert httpx.post(f"{portal.url}/trinh-dien/dung-tien-trinh/", timeout=30).json() == {"killed": True}
    ends = time.monotonic() + 30
    while (portal.var / "log" / "worker.pid").read_text() == before:
        assert time.monotonic() < ends
        time.sleep(0.2)


def test_it_starts_again_after_everything_was_killed_at_once(portal):
    family = portal.family()
    for process in family:
        with suppress(psutil.NoSuchProcess):  # it may have followed its head already
            process.kill()
    portal.process.wait()
    portal.start()
    assert portal.family()[0] not in family


def test_started_at_once_after_only_its_head_was_killed_it_waits_for_the_rest(portal):
    family = portal.family()
    portal.process.kill()
    portal.process.wait()
    portal.start()
    assert not any(process.is_running() for process in family)


def test_it_does_not_go_on_without_a_server_of_its_own(portal):
    next(process for process in portal.family() if process.name() == "redis-server").kill()
    assert portal.process.wait(STOPS_WITHIN) == 1
    portal.start()


def test_terminated_twice_it_ends_soon_and_leaves_no_child(portal):
    """Who closes the terminal after Ctrl-C sends a second signal while it is stopping."""
    family, began = portal.family(), time.monotonic()
    portal.process.send_signal(signal.SIGTERM)
    portal.process.send_signal(signal.SIGHUP)
    assert portal.process.wait(STOPS_WITHIN) == 0
    assert time.monotonic() - began < STOPS_WITHIN
    assert psutil.wait_procs(family, timeout=1)[1] == []


def test_one_foreign_database_alone_is_refused(tmp_path):
    refused = refusal(**Up(tmp_path, DATABASE_URL="postgresql:///portal").env)
    assert (refused.returncode, "NATIONAL_DATABASE_URL must be too" in refused.stdout) == (1, True)


def test_the_demonstration_is_refused_off_the_loopback_address(tmp_path):
    refused = refusal(**Up(tmp_path, BIND="0.0.0.0").env)  # noqa: S104  (that is the point)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith("DEMO=1 opens every role to everybody")


@pytest.fixture
def nobody() -> dict[str, Any]:
    """How to start a process as an ordinary user; skips where that user may not read the checkout or Python."""
    if os.geteuid() != 0:
        pytest.skip("not root: every test here runs as an ordinary user already")
    entry = pwd.getpwnam("nobody")
    identity = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    try:
        subprocess.run([sys.executable, "-c", "import portal, django"], cwd=ROOT, check=True, **identity)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"NOT TESTED as an ordinary user: “nobody” may not read {ROOT} or {sys.executable} ({error})")
    return identity


def test_an_ordinary_user_can_run_it(nobody):
    folder = Path(tempfile.mkdtemp(prefix="up-nobody-"))
    shutil.chown(folder, "nobody")
    up = Up(folder / "var", HOME=str(folder))
    try:
        up.start(**nobody)
        assert {process.uids().effective for process in up.family()} == {nobody["user"]}
    finally:
        up.stop()
        shutil.rmtree(folder)
