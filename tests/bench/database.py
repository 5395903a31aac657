"""Servers of their own for the benchmarks, with full durability, migrated and thrown away."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import django

from portal.embedded.servers import Servers

os.environ.setdefault("PORTAL_TOOLING", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


@contextmanager
def server() -> Iterator[None]:
    """Unless the environment names some. Nothing is switched off: a commit is on disk, as in earnest."""
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    servers = Servers(folder)
    if "DATABASE_URL" not in os.environ:
        servers.start_postgres()
        os.environ["DATABASE_URL"] = servers.database_url("postgres")
    if "REDIS_URL" not in os.environ:
        servers.start_redis()
        os.environ["REDIS_URL"] = servers.redis_url
    os.environ["FILES_DIR"] = str(folder / "files")
    try:
        yield
    finally:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_database() -> Iterator[None]:
    """Migrated and empty: one benchmark's rows are not in the next one's way."""
    django.setup()
    from django.conf import settings  # settings are read only once the server's address is known
    from django.test.utils import get_runner

    runner = get_runner(settings)(verbosity=0, interactive=False)
    with redirect_stdout(sys.stderr):  # what it says is no part of the results
        databases = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(databases)
