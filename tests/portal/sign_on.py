"""Somebody's browser between two portals, and a provider that may lie."""

import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

START = "/sso/dvcqg/login/"
CALLBACK = "/sso/dvcqg/login/callback/"


def providers(settings, url: str, secret: str) -> None:
    """Let the portal sign on at ``url``."""
    settings.NATIONAL_URL = url
    kept = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    app = kept["APPS"][0]
    app = {**app, "secret": secret, "settings": {**app["settings"], "server_url": url}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**kept, "APPS": [app]}}


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def local(url: str) -> str:
    """What of ``url`` the test client asks for."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def leave(window: Client, start: str = START) -> str:
    """Press the button; the address at the nation the portal sends to."""
    answer = window.post(start)
    assert answer.status_code == 302, answer.content
    return answer.headers["Location"]


class AtTheNation:
    """The same person's windows at the stand-in."""

    def __init__(self, username: str) -> None:
        self.username = username
        self.http = httpx.Client(follow_redirects=False, timeout=10)

    def agree(self, authorize: str) -> str:
        """Sign in there, agree to what is asked; the address it sends back to."""
        answer = self._walk(self.http.get(authorize))
        if "dang-nhap" in str(answer.url):
            path = urljoin(str(answer.url), f"/dang-nhap/{self.username}/")
            onward = urlsplit(str(answer.url))
            form = {**self._hidden(answer.text), "next": query(onward.geturl())["next"]}
            answer = self._walk(self.http.post(path, data=form))
        if not answer.is_redirect:
            form = {**self._hidden(answer.text), "scopes": "openid", "action": "grant"}
            answer = self._walk(self.http.post(str(answer.url), data=form))
        assert answer.is_redirect, answer.text
        return answer.headers["Location"]

    def raise_level(self, authorize: str) -> str:
        """Sign in there, raise the account's level as asked, agree; the address it sends back to."""
        sign_in = self.http.get(f"{authorize.split('/oauth2/')[0]}/dang-nhap/")
        self.http.post(urljoin(str(sign_in.url), f"/dang-nhap/{self.username}/"), data=self._hidden(sign_in.text))
        page = self._walk(self.http.get(authorize))
        assert "muc-xac-thuc" in str(page.url), page.url
        answer = self.http.post(str(page.url), data={**self._hidden(page.text), "act": "raise"})
        return self.agree(urljoin(str(page.url), answer.headers["Location"]))

    def _walk(self, answer: httpx.Response) -> httpx.Response:
        """Follow while it stays at the nation."""
        here = answer.url
        while answer.is_redirect and httpx.URL(urljoin(str(here), answer.headers["Location"])).port == here.port:
            answer = self.http.get(urljoin(str(here), answer.headers["Location"]))
        return answer

    @staticmethod
    def _hidden(page: str) -> dict[str, str]:
        found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
        return dict(reversed(found))


class Provider:
    """Answers as the sign-on does; ``token`` says what the next id_token is."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person = {"sub": "sub-1", "TechID": "0b7d8a4e-5f6a-4b0e-9c1d-2f3a4b5c6d7e", "HoVaTen": "Vũ Thị Thật"}
        self.id_token, self.kid, self.published = "", "k1", ""
        self.asked: Counter[str] = Counter()
        self.logs_out_at = ""

    def claims(self, nonce: str, **changed: Any) -> dict[str, Any]:
        now = int(time.time())
        whole = {**self.person, "iss": self.url, "aud": "bacgiang", "iat": now, "exp": now + 300, "nonce": nonce}
        return whole | changed

    def signed(self, claims: dict[str, Any], key: Any = None, algorithm: str = "RS256") -> str:
        return jwt.encode(claims, self.key if key is None else key, algorithm=algorithm, headers={"kid": self.kid})

    def answers(self) -> dict[str, Any]:
        named = {"kid": self.published or self.kid, "alg": "RS256"}
        jwk = {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())), **named}
        paths = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "jwks_uri": f"{self.url}/oauth2/jwks",
                "end_session_endpoint": self.logs_out_at,
                **{f"{name}_endpoint": f"{self.url}/oauth2/{path}" for name, path in paths.items()},
            },
            "/oauth2/jwks": {"keys": [jwk]},
            "/oauth2/token": {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": self.id_token},
            "/oauth2/userinfo": self.person,
        }


@contextmanager
def provider() -> Iterator[Provider]:
    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            crooked.asked[urlsplit(self.path).path] += 1
            body = json.dumps(crooked.answers()[urlsplit(self.path).path]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    crooked = Provider(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield crooked
    server.shutdown()
    server.server_close()
