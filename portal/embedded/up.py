"""The whole portal from one foreground process: servers, migrations, web, worker, beat, stand-in, seed."""

import fcntl
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import httpx
from django.conf import settings

from portal.embedded.processes import CannotRunAsRoot, Child, ChildEnded
from portal.embedded.servers import NoServer, Servers

SECRETS = ("SECRET_KEY", "NATIONAL_SECRET_KEY", "OIDC_CLIENT_SECRET", "NATIONAL_PASSWORD")
Say = Callable[[str], None]
PATIENCE = 60
LONGEST_PAUSE = 30


class Refused(Exception):
    """The start is impossible; the text says why and what to do."""


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Raises ``Refused`` while another instance runs on the same folder.

    The lock dies with its holder, kill -9 included.
    """
    var.mkdir(parents=True, exist_ok=True)
    with (var / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise Refused(f"already running here (pid {lock.read().strip()})") from error
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def kept_secrets(var: Path) -> dict[str, str]:
    """Made once at random, kept readable for the owner alone; the environment comes first."""
    path = var / "secrets.env"
    kept = dict(line.split("=", 1) for line in path.read_text().splitlines()) if path.exists() else {}
    missing = [name for name in SECRETS if name not in kept]
    if missing:
        kept |= {name: secrets.token_urlsafe(48) for name in missing}
        aside = path.with_suffix(f".{os.getpid()}")
        aside.touch(mode=0o600)
        aside.write_text("".join(f"{name}={value}\n" for name, value in kept.items()))
        aside.rename(path)
    return {name: os.environ.get(name) or kept[name] for name in SECRETS}


class Portal:
    """Everything that runs, in the order it was started."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.var = Path(settings.VAR_DIR)
        self.stopping = threading.Event()
        self.servers = Servers(self.var)
        self.children: list[Child] = []
        self.env: dict[str, str] = {}

    def run(self) -> int:
        """Until a signal, or the death of a server. Returns the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        os.umask(0o077)
        try:
            with only_one(self.var):
                return self._run()
        except (Refused, NoServer, ChildEnded) as error:
            self.say(str(error))
        except CannotRunAsRoot:
            self.say("PostgreSQL does not run as root here: start as an ordinary user, or set DATABASE_URL.")
        return 1

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _run(self) -> int:
        try:
            self._start_servers()
            self._prepare()
            self._start_children()
            threading.Thread(target=self._seed, daemon=True).start()
            return self._watch()
        finally:
            self.say("stopping …")
            for child in reversed(self.children):
                child.stop()
            self.servers.stop()
            self.say("stopped")

    def _start_servers(self) -> None:
        env = dict(os.environ) | kept_secrets(self.var)
        env.pop("PORTAL_TOOLING", None)
        if "DATABASE_URL" in env and "NATIONAL_DATABASE_URL" not in env:
            raise Refused(
                "DATABASE_URL is set, so NATIONAL_DATABASE_URL must be too: the stand-in has a database of its own"
            )
        if "DATABASE_URL" not in env:
            self.say("PostgreSQL …")
            self.servers.start_postgres()
            for name, variable in (("portal", "DATABASE_URL"), ("national", "NATIONAL_DATABASE_URL")):
                self.servers.make_database(name)
                env[variable] = self.servers.database_url(name)
        if "REDIS_URL" not in env:
            self.say("Redis …")
            self.servers.start_redis()
            env["REDIS_URL"] = self.servers.redis_url
        defaults = {
            "PORT": settings.PORT,
            "NATIONAL_PORT": "8100",
            "VAR_DIR": str(self.var),
            "PORTAL_URL": settings.PORTAL_URL,
        }
        self.env = defaults | env | {"DJANGO_SETTINGS_MODULE": "portal.settings"}

    def _prepare(self) -> None:
        self.say("migrations …")
        self._must("migrate", ["manage.py", "migrate", "--verbosity", "0"])
        self._must("migrate (national)", ["-m", "mock_national.manage", "migrate", "--verbosity", "0"], national=True)
        self._must("seed (national)", ["-m", "mock_national.manage", "seed"], national=True)
        self._must("static files", ["manage.py", "collectstatic", "--noinput", "--verbosity", "0"])

    def _must(self, what: str, arguments: list[str], *, national: bool = False) -> None:
        env = self._national_env() if national else self.env
        log = self.var / "log/prepare.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as out:
            done = subprocess.run([sys.executable, *arguments], env=env, cwd=settings.BASE_DIR, stdout=out, stderr=out)
        if done.returncode:
            raise Refused(f"{what} failed: see {log}")

    def _national_env(self) -> dict[str, str]:
        return self.env | {
            "DJANGO_SETTINGS_MODULE": "mock_national.settings",
            "SECRET_KEY": self.env["NATIONAL_SECRET_KEY"],
        }

    def _start_children(self) -> None:
        national_port, port = self.env["NATIONAL_PORT"], self.env["PORT"]
        self._child("national", gunicorn("mock_national.wsgi", national_port, threads=8), self._national_env())
        self._child("web", gunicorn("portal.wsgi", port, workers=2))
        celery = [sys.executable, "-m", "celery", "-A", "portal"]
        quiet = ["--without-gossip", "--without-mingle"]
        self._child("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO", *quiet])
        self._child("beat", [*celery, "beat", "--loglevel", "INFO", "--schedule", str(self.var / "beat"), "--pidfile="])
        for url in (f"http://127.0.0.1:{national_port}/healthz/live", f"http://127.0.0.1:{port}/healthz/ready"):
            self._wait_for(url)
        self.say(f"\nThe portal is at {settings.PORTAL_URL}/ — enter with one click under “Vào vai” on its home page.")
        self.say(f"The stand-in of the national portal is at http://127.0.0.1:{national_port}/")
        self.say("Ctrl-C stops everything.\n")

    def _child(self, name: str, argv: list[str], env: dict[str, str] | None = None) -> None:
        log = self.var / f"log/{name}.log"
        self.children.append(Child(name, argv, log, env=env or self.env).start())

    def _wait_for(self, url: str) -> None:
        ends = time.monotonic() + PATIENCE
        while not self.stopping.is_set():
            try:
                if httpx.get(url, timeout=5).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
            if time.monotonic() > ends:
                raise Refused(f"{url} does not answer: see {self.var / 'log'}")
            time.sleep(0.2)

    def _seed(self) -> None:
        """In the background, its progress on screen; repeated at the next start if it was cut."""
        argv = [sys.executable, "-u", "manage.py", "seed"]
        process = subprocess.Popen(
            argv, env=self.env, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert process.stdout is not None
        for line in process.stdout:
            self.say(f"  {line.rstrip()}")
        process.wait()

    def _watch(self) -> int:
        """Restart what falls, with growing pauses; without a server there is nothing to watch."""
        falls: dict[str, int] = {}
        due: dict[str, float] = {}
        while not self.stopping.wait(0.2):
            if any(server.has_ended for server in self.servers.children):
                self.say("a server ended: see the logs")
                return 1
            for child in self.children:
                if not child.has_ended:
                    continue
                if child.name not in due:
                    falls[child.name] = falls.get(child.name, 0) + 1
                    due[child.name] = time.monotonic() + min(2 ** falls[child.name], LONGEST_PAUSE)
                    self.say(f"{child.name} ended ({child.process.returncode}); it comes back")
                elif time.monotonic() >= due[child.name]:
                    del due[child.name]
                    child.start()
        return 0


def gunicorn(module: str, port: str, *, workers: int = 1, threads: int = 4) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", f"{module}:application", "--bind", f"127.0.0.1:{port}",
        "--workers", str(workers), "--worker-class", "gthread", "--threads", str(threads), "--no-control-socket",
        "--timeout", "60", "--graceful-timeout", "5",
    ]  # fmt: skip
