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
    if "DATABASE_URL" not in os.environ:
        servers.start_postgres()
        os.environ["DATABASE_URL"] = servers.database_url("postgres")
    if "REDIS_URL" not in os.environ:
        servers.start_redis()
        os.environ["REDIS_URL"] = servers.redis_url
    os.environ.setdefault("FILES_DIR", str(folder / "files"))

    def end() -> None:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)


if not {"DATABASE_URL", "REDIS_URL", "FILES_DIR"} <= os.environ.keys():  # the workers of xdist inherit all three
    _start()
