"""The portal's own WSGI door, without the test client's instruments, which would be measured too."""

from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from portal.accounts.models import User


class Browser:
    """Somebody signed in, with a cookie jar."""

    def __init__(self, user: User) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        self.session = session
        self.cookies = {settings.SESSION_COOKIE_NAME: str(session.session_key)}
        self.door = WSGIHandler()

    def get(self, address: str) -> tuple[int, str]:
        return self._send(RequestFactory().get(address, headers=self._headers()).environ)

    def post(self, address: str, values: dict[str, str]) -> tuple[int, str]:
        form = RequestFactory().post(
            address, urlencode(values), content_type="application/x-www-form-urlencoded", headers=self._headers()
        )
        return self._send(form.environ)

    def _headers(self) -> dict[str, str]:
        return {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "host": "127.0.0.1"}

    def _send(self, environ: dict[str, object]) -> tuple[int, str]:
        told: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            told.append(status)
            for name, value in headers:
                if name.lower() == "set-cookie":
                    self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}

        response = self.door(environ, start)
        body = b"".join(response)
        response.close()
        return int(told[0].split()[0]), body.decode()
