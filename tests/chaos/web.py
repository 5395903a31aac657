"""A real web process in front of the test's database, that can be killed in mid-request."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
from django.db import connection
from django.test import Client

from portal.accounts.models import User
from tests.national_process import free_port

ROOT = Path(__file__).resolve().parents[2]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def web_env(files: Path) -> dict[str, str]:
    url, name = os.environ["DATABASE_URL"], connection.settings_dict["NAME"]
    own = url.replace("/postgres?", f"/{name}?") if "/postgres?" in url else url.rsplit("/", 1)[0] + f"/{name}"
    return dict(os.environ) | {"DATABASE_URL": own, "FILES_DIR": str(files), "FILES_RESERVE_MB": "0"}


class Web:
    """gunicorn with one worker."""

    def __init__(self, files: Path, log: Path, env: dict[str, str] | None = None) -> None:
        self.port, self.env, self.log = free_port(), env or web_env(files), log
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        argv = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", f"127.0.0.1:{self.port}"]
        argv += ["--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                argv, cwd=ROOT, env=self.env, stdout=out, stderr=out, start_new_session=True
            )
        ends = time.monotonic() + 90
        while not self._answers() and time.monotonic() < ends:
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz/live", timeout=5).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Window:
    """A signed-in browser that speaks HTTP to the process."""

    def __init__(self, web: Web, user: User, methods: list[dict[str, Any]] | None = None) -> None:
        client = Client()
        client.force_login(user, backend=BACKEND)
        if methods:
            session = client.session
            session["account_authentication_methods"] = methods
            session["account_authentication_methods_user"] = str(user.pk)
            session.save()
        self.web, self.cookies = web, {name: cookie.value for name, cookie in client.cookies.items()}

    def get(self, path: str) -> httpx.Response:
        answer = httpx.get(self.web.url + path, headers=self._headers(), timeout=60)
        self.cookies |= dict(answer.cookies.items())
        return answer

    def post(self, path: str, values: dict, files: dict | None = None) -> httpx.Response:
        return httpx.post(self.web.url + path, data=values, files=files, headers=self._headers(), timeout=60)

    def form_of(self, path: str) -> dict[str, str]:
        """The hidden values of the last form on the page."""
        page = self.get(path).text
        names = ("csrfmiddlewaretoken", "form_token", "component")
        return {name: re.findall(rf'name="{name}" value="([^"]*)"', page.split("<main", 1)[1])[-1] for name in names}

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def request_bytes(self, path: str, body: bytes, content_type: str) -> bytes:
        """A whole POST as it goes over the line."""
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self._headers()['Cookie']}\r\n"
        head += f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body
