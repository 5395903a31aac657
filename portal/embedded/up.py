"""The whole portal from one foreground process: servers, migrations, web, worker, beat, stand-in, seed."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from django.conf import settings

from portal.embedded.instance import Refused, kept_secrets, only_one, refuse_half_foreign, refuse_taken_ports
from portal.embedded.processes import CannotRunAsRoot, Child, ChildEnded, StopRequest
from portal.embedded.servers import NoServer, Servers
from portal.health import can_print
from portal.signing import authority

Say = Callable[[str], None]
PATIENCE = 60
LONGEST_PAUSE = 30
GREETING = """
The portal is at {url}/ — enter with one click under “Vào vai” on its home page.
The stand-in of the national portal is at http://127.0.0.1:{national}/
Logs are in {log}. Ctrl-C stops everything.
"""
WORKERS = {
    "worker": ("--queues", "celery,nation", "--concurrency", "2"),
    "worker-bulk": ("--queues", "bulk", "--concurrency", "1", "--hostname", "bulk@%h"),
}
"""By name, what each takes: however much bulk work waits, short tasks and the nation keep their slots."""

NO_PDF = "Pango is missing: papers show as printable pages, not as PDF (README, “Two commands”)."


class Stopped(Exception):
    """A signal came before everything was up."""


class Portal:
    """Everything that runs, in the order it was started."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.var = Path(settings.VAR_DIR)
        self.children: list[Child] = []
        self.env: dict[str, str] = {}
        self.inherited = -1

    def run(self) -> int:
        """Until a signal, or the death of a server. Returns the exit status."""
        self.stopping = StopRequest()
        os.umask(0o077)
        try:
            with only_one(self.var) as self.inherited:
                return self._run()
        except Stopped:
            return 0
        except (Refused, NoServer, ChildEnded) as error:
            self.say(str(error))
        except CannotRunAsRoot:
            self.say("PostgreSQL does not run as root here: start as an ordinary user, or set DATABASE_URL.")
        return 1

    def _run(self) -> int:
        self.env = self._environment()
        self.servers = Servers(self.var, inherited=self.inherited)
        try:
            self._start_servers()
            self._prepare()
            self._start_children()
            return self._watch()
        finally:
            self.say("stopping …")
            for end in (Child.ask_to_end, Child.wait_or_kill):  # all at once, then one by one
                for child in reversed(self.children):
                    end(child)
            self.servers.stop()
            self.say("stopped")

    def _environment(self) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if name != "PORTAL_TOOLING"}
        defaults = {"PORT": settings.PORT, "NATIONAL_PORT": "8100", "PORTAL_URL": settings.PORTAL_URL}
        refuse_half_foreign(env)
        env = defaults | env | kept_secrets(self.var)
        env |= self._signing(env)
        refuse_taken_ports({name: env[name] for name in ("PORT", "NATIONAL_PORT")})
        return env | {"VAR_DIR": str(self.var), "DJANGO_SETTINGS_MODULE": "portal.settings"}

    def _signing(self, env: dict[str, str]) -> dict[str, str]:
        """The key that papers are signed with: one for show, which every paper says, unless the environment names
        one."""
        if env.get("SIGNING_KEY"):
            return {}
        folder = self.var / "signing"
        authority.make(folder, env["SIGNING_PASSPHRASE"])
        key, roots = str(folder / authority.KEY), str(folder / authority.ROOTS)
        return {"SIGNING_KEY": key, "SIGNING_ROOTS": roots, "SIGNING_FOR_SHOW": "1"}

    def _start_servers(self) -> None:
        if not self.env.get("DATABASE_URL"):
            self.say("PostgreSQL …")
            self.servers.start_postgres()
            for name, variable in (("portal", "DATABASE_URL"), ("national", "NATIONAL_DATABASE_URL")):
                self.servers.make_database(name)
                self.env[variable] = self.servers.database_url(name)
        if not self.env.get("REDIS_URL"):
            self.say("Redis …")
            self.servers.start_redis()
            self.env["REDIS_URL"] = self.servers.redis_url

    def _prepare(self) -> None:
        """Side by side, but the nation's people come after the nation's tables."""
        self.say("migrations, static files …")
        quiet = ["--verbosity", "0"]
        national = [sys.executable, "-m", "mock_national.manage"]
        steps = [
            self._child("migrate", [sys.executable, "manage.py", "migrate", *quiet], self.env),
            self._child("static", [sys.executable, "manage.py", "collectstatic", "--noinput", *quiet], self.env),
        ]
        self._finish(self._child("migrate-national", [*national, "migrate", *quiet], self._national_env()))
        steps.append(self._child("seed-national", [*national, "seed"], self._national_env()))
        for step in steps:
            self._finish(step)

    def _finish(self, step: Child) -> None:
        """Raises ``ChildEnded`` when it fails, ``Stopped`` when a signal came."""
        while not step.has_ended:
            if self.stopping.wait(0.05):
                raise Stopped
        if step.process.returncode:
            raise ChildEnded(step)
        self.children.remove(step)

    def _national_env(self) -> dict[str, str]:
        return self.env | {
            "DJANGO_SETTINGS_MODULE": "mock_national.settings",
            "SECRET_KEY": self.env["NATIONAL_SECRET_KEY"],
        }

    def _start_children(self) -> None:
        national_port, port = self.env["NATIONAL_PORT"], self.env["PORT"]
        national = self._child(
            "national", gunicorn("mock_national.wsgi", national_port, threads=8), self._national_env()
        )
        web = self._child("web", gunicorn("portal.wsgi", port, workers=2), self.env)
        celery = [sys.executable, "-m", "celery", "-A", "portal"]
        quiet = ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        for name, words in WORKERS.items():
            self._child(name, [*celery, "worker", *words, *quiet], self.env)
        self._child("beat", [*celery, "beat", "--schedule", str(self.var / "beat"), "--pidfile="], self.env)
        self._wait_for(national, f"http://127.0.0.1:{national_port}/healthz/live")
        self._wait_for(web, f"http://127.0.0.1:{port}/healthz/ready")
        self.say(GREETING.format(url=settings.PORTAL_URL, national=national_port, log=self.var / "log"))
        if not can_print():
            self.say(NO_PDF)
        self.seed = self._child("seed", [sys.executable, "-u", "manage.py", "seed"], self.env)

    def _child(self, name: str, argv: list[str], env: dict[str, str]) -> Child:
        log = self.var / f"log/{name}.log"
        child = Child(name, argv, log, env=env, folder=settings.BASE_DIR, inherited=self.inherited).start()
        self.children.append(child)
        return child

    def _wait_for(self, child: Child, url: str) -> None:
        """Raises ``ChildEnded`` or ``Stopped``."""
        ends = time.monotonic() + PATIENCE
        while not answers(url):
            if child.has_ended or time.monotonic() > ends:
                raise ChildEnded(child)
            if self.stopping.wait(0.1):
                raise Stopped

    def _watch(self) -> int:
        """Restart what falls, with growing pauses; without a server there is nothing to watch."""
        falls: dict[str, int] = {}
        due: dict[str, float] = {}
        while not self.stopping.wait(0.2):
            if ended := [server for server in self.servers.children if server.has_ended]:
                self.say(str(ChildEnded(ended[0])))
                return 1
            for line in self.seed.news():
                self.say(f"  {line}")
            for child in [child for child in self.children if child.has_ended]:
                if child.process.returncode == 0 and child is self.seed:
                    self.children.remove(child)
                elif child.name not in due:
                    falls[child.name] = falls.get(child.name, 0) + 1
                    due[child.name] = time.monotonic() + min(2 ** falls[child.name], LONGEST_PAUSE)
                    self.say(f"{child.name} ended ({child.process.returncode}); it comes back: see {child.log}")
                elif time.monotonic() >= due[child.name]:
                    del due[child.name]
                    child.start()
        return 0


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def gunicorn(module: str, port: str, *, workers: int = 1, threads: int = 4) -> list[str]:
    argv = [sys.executable, "-m", "gunicorn", f"{module}:application", "--bind", f"127.0.0.1:{port}"]
    size = ["--workers", str(workers), "--worker-class", "gthread", "--threads", str(threads)]
    return [*argv, *size, "--no-control-socket", "--timeout", "60", "--graceful-timeout", "5"]
