"""An early pytest plugin: unless servers are named, a private PostgreSQL and Redis for this run, gone afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from portal.embedded.servers import Servers

os.environ.setdefault("PORTAL_TOOLING", "1")
os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # the browser's driver keeps an event loop in the test's thread


def _start() -> None:
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    servers = Servers(folder, durable=False)
    servers.start_postgres()
    servers.start_redis()

    def end() -> None:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    os.environ["DATABASE_URL"] = servers.database_url("postgres")
    os.environ["REDIS_URL"] = servers.redis_url
    os.environ["FILES_DIR"] = str(folder / "files")


if "DATABASE_URL" not in os.environ:
    _start()
