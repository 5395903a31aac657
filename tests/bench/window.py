"""A citizen's browser as the wire sees it: signed in, one connection kept open, forms as the pages make them."""

import http.client
import io
import random
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import get_token
from django.test import RequestFactory
from PIL import Image

from dossiers.models import Dossier
from portal import once
from portal.accounts.models import User

A4 = (1240, 1754)
"""In pixels, at 150 dpi."""

BOUNDARY = "ranh-gioi-cua-bieu-mau"
SESSION, CSRF = "bacgiang_session", "bacgiang_csrf"
"""What the cookies are called where the portal is served without TLS on the machine itself."""


def paper_of(size: int, seed: int) -> bytes:
    """A scanned page as PDF, of about ``size`` bytes; another seed gives other bytes."""
    width, content = 400, io.BytesIO()
    noise = random.Random(seed).randbytes(size // width * width)
    page = Image.new("L", A4, 245)
    page.paste(Image.frombytes("L", (width, size // width), noise), (100, 100))
    page.save(content, "PDF", quality=92)
    return content.getvalue()


class Window:
    def __init__(self, user: User, port: int) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        self.request = RequestFactory().get("/")
        self.request.user = user
        self.csrf = get_token(self.request)
        self.cookie = f"{SESSION}={session.session_key}; {CSRF}={self.request.META['CSRF_COOKIE']}"
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def submission(self, draft: Dossier) -> tuple[str, bytes, str]:
        """The last form of a filing: address, body and its type."""
        values = {**self._hidden(), "version": str(draft.version), "declared": "on", "action": "submit"}
        return f"/ho-so/{draft.uuid}/xem-lai/", urlencode(values).encode(), "application/x-www-form-urlencoded"

    def upload(self, draft: Dossier, component: int, content: bytes) -> tuple[str, bytes, str]:
        """The form of one paper."""
        fields = {**self._hidden(), "component": str(component)}
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()
        ]
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="ban-ve.pdf"\r\n'
        file = (head + "Content-Type: application/pdf\r\n\r\n").encode() + content
        body = "".join(parts).encode() + file + f"\r\n--{BOUNDARY}--\r\n".encode()
        return f"/ho-so/{draft.uuid}/giay-to/", body, f"multipart/form-data; boundary={BOUNDARY}"

    def _hidden(self) -> dict[str, str]:
        return {"csrfmiddlewaretoken": self.csrf, once.FIELD: once.issue(self.request)}

    def send(self, form: tuple[str, bytes, str]) -> None:
        """Raises ``RuntimeError`` for any answer but the redirect after an act."""
        address, body, kind = form
        self.line.request("POST", address, body, {"Cookie": self.cookie, "Content-Type": kind})
        answer = self.line.getresponse()
        page = answer.read()
        if answer.status != http.client.FOUND:
            raise RuntimeError(f"{answer.status} at {address}: {page[:2000].decode(errors='replace')}")
