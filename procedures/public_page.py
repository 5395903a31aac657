"""A page that anybody may read: drawn once for a state of the catalogue, a language and a day, and sent as it is.

It is drawn without the request, so nothing of a reader can get into what is kept. Who has no session gets the same
bytes as everybody, packed beforehand, without a cookie, to be asked for again by their digest; whoever is signed in
gets the same page with their own name and messages put in (``portal.templatetags.personal``), stored by nobody.
"""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from portal.context import site
from portal.templatetags.personal import filled
from procedures import generation

PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}


@dataclass(frozen=True)
class Visit:
    """What a kept page may know of a request: the address, cleared of what it does not ask for."""

    path: str
    said: Mapping[str, Any] = field(default_factory=dict)

    def get_full_path(self) -> str:
        return f"{self.path}?{urlencode(self.said)}" if self.said else self.path


@dataclass(frozen=True)
class Reader:
    is_authenticated: bool
    has_gaps: bool


@dataclass(frozen=True)
class Drawing:
    """What a page is drawn from, and until when it is true; as long as the day and the catalogue, where nothing is
    said."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    until: datetime | None = None


@dataclass(frozen=True)
class Kept:
    packed: bytes
    etag: str
    until: datetime | None

    def holds(self) -> bool:
        return self.until is None or timezone.now() < self.until


def answer(
    request: HttpRequest,
    key: generation.Key,
    draw: Callable[[], Drawing],
    *,
    said: Mapping[str, Any] | None = None,
    state: str | None = None,
) -> HttpResponseBase:
    """The page for ``key``, drawn by ``draw`` where it is not kept; ``said`` are the parameters it understands."""
    is_personal = not PERSONAL_COOKIES.isdisjoint(request.COOKIES)
    reader = Reader(is_personal and request.user.is_authenticated, is_personal)
    visit = Visit(request.path, said or {})
    whole = ("page", *key, visit.get_full_path(), reader, get_language(), timezone.localdate())
    frame = {"request": visit, "user": reader, "has_gaps": reader.has_gaps, **site(request)}
    page = generation.kept(whole, lambda: _drawn(draw(), frame), state=state, holds=Kept.holds)
    return _to_person(page, request) if is_personal else _to_anybody(page, request)


def _drawn(drawing: Drawing, frame: Mapping[str, Any]) -> Kept:
    body = render_to_string(drawing.template, {**frame, **drawing.context}).encode()
    return Kept(gzip.compress(body, mtime=0), f'W/"{sha256(body).hexdigest()[:20]}"', drawing.until)


def _to_person(page: Kept, request: HttpRequest) -> HttpResponse:
    response = HttpResponse(filled(gzip.decompress(page.packed).decode(), request))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _to_anybody(page: Kept, request: HttpRequest) -> HttpResponseBase:
    """Asked for again each time, for the next moment may change it; what has not changed is not sent again."""
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(page.packed if is_packed else gzip.decompress(page.packed))
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = page.etag
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return get_conditional_response(request, etag=page.etag, response=response) or response
