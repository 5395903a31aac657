"""The line to the national portal: one JSON document there, one back, through the province's security server
(protocols §2, §3.2), and what is to be remembered of it.

Touches no database: a ``Watch`` handed in may hold a call back before it goes out and is told afterwards what became
of it.
"""

import hashlib
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import httpx
from django.conf import settings
from django.utils import timezone

from portal.national import profile

CONNECT_SECONDS = 3.0
LARGEST_ANSWER = 20 * 1024 * 1024
OWN_TROUBLE = frozenset({profile.CODE_SESSION_EXPIRED.value, profile.CODE_INTERNAL.value})
"""Answers about the nation itself, not about what was sent: the same call may succeed later."""

Document = Mapping[str, Any]


class NationalError(Exception):
    """What the national side said, short and without any of what was sent."""


class Unavailable(NationalError):
    """No answer, or none that can be read. The call may have taken effect. ``kind`` is one word for statistics."""

    def __init__(self, message: str, kind: str = "other") -> None:
        super().__init__(message)
        self.kind = kind


class HeldBack(Unavailable):
    """Not even tried: the service has failed too often of late, or is being called too fast."""


@dataclass
class Exchange:
    """One call and its answer, without any of what was said."""

    service: str
    request_sha256: str
    request_size: int
    request_id: uuid.UUID = field(default_factory=uuid.uuid4)
    started_at: datetime = field(default_factory=timezone.now)
    answer_sha256: str = ""
    answer_size: int = 0
    milliseconds: int = 0
    outcome: str = "ok"
    code: str = ""
    """Of a refusal the code, of what was unavailable the kind."""

    @classmethod
    def of(cls, service: str, sent: bytes) -> "Exchange":
        return cls(service=service, request_sha256=digest(sent), request_size=len(sent))


class Watch(Protocol):
    def before(self, service: str) -> None:
        """Wait for a turn, or raise ``HeldBack``."""

    def after(self, exchange: Exchange) -> None:
        """``exchange`` is over, one way or the other."""


class NoWatch:
    """Everything goes out at once and nothing is remembered."""

    def before(self, service: str) -> None:
        pass

    def after(self, exchange: Exchange) -> None:
        pass


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def code_of(answer: Document) -> str:
    """Numbers and texts are compared as text (§0.3)."""
    return str(answer.get("error_code", "")).strip()


def connect_seconds() -> float:
    return min(CONNECT_SECONDS, settings.NATIONAL.timeout)


class Line:
    """Safe to share between threads; ``http`` may carry a transport of the caller's."""

    def __init__(self, http: httpx.Client | None = None, watch: Watch | None = None) -> None:
        timeout = httpx.Timeout(settings.NATIONAL.timeout, connect=connect_seconds())
        self._http = http or httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False)
        self._watch = watch or NoWatch()

    def ask(self, service: str, path: str, document: Document) -> dict[str, Any]:
        """The answer to ``document``, whatever its ``error_code``. Raises ``Unavailable``; nothing is tried twice."""
        self._watch.before(service)
        sent = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        exchange, began = Exchange.of(service, sent), time.monotonic()
        try:
            answer = self._exchange(exchange, path, sent)
            _judge(exchange, code_of(answer))
        except Unavailable as error:
            exchange.outcome, exchange.code = "unavailable", error.kind
            raise
        finally:
            exchange.milliseconds = round((time.monotonic() - began) * 1000)
            self._watch.after(exchange)
        return answer

    def _exchange(self, exchange: Exchange, path: str, sent: bytes) -> dict[str, Any]:
        try:
            status, raw = self._post(path, sent, str(exchange.request_id))
        except httpx.TimeoutException as error:
            raise Unavailable(f"{type(error).__name__} at {path}", "timeout") from error
        except httpx.HTTPError as error:
            raise Unavailable(f"{type(error).__name__} at {path}", "broken") from error
        exchange.answer_sha256, exchange.answer_size = digest(raw), len(raw)
        if status != httpx.codes.OK:
            kind = "redirect" if httpx.codes.is_redirect(status) else f"http_{status}"
            raise Unavailable(f"HTTP {status} at {path}", kind)
        return _document(raw, path)

    def _post(self, path: str, sent: bytes, request_id: str) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "X-Road-Id": request_id}
        with self._http.stream(
            "POST",
            f"{settings.NATIONAL.adapter}{path}",
            params={"dstcode": settings.NATIONAL.destination},
            content=sent,
            headers=headers,
            follow_redirects=False,
        ) as response:
            return response.status_code, _read(response)


def _read(response: httpx.Response) -> bytes:
    """The whole body; an answer that drips in for longer than a call may take is given up."""
    raw, ends = bytearray(), time.monotonic() + settings.NATIONAL.timeout
    for chunk in response.iter_bytes():
        raw += chunk
        if len(raw) > LARGEST_ANSWER:
            raise Unavailable("answer larger than 20 MB", "oversize")
        if time.monotonic() > ends:
            raise Unavailable("answer too slow", "timeout")
    return bytes(raw)


def _document(raw: bytes, path: str) -> dict[str, Any]:
    try:
        document = json.loads(raw)
    except ValueError as error:
        raise Unavailable(f"unreadable answer at {path}", "unreadable") from error
    if not isinstance(document, dict) or "error_code" not in document:
        raise Unavailable(f"answer without error_code at {path}", "unreadable")
    return document


def _judge(exchange: Exchange, code: str) -> None:
    if code in OWN_TROUBLE:
        exchange.outcome, exchange.code = "unavailable", f"code_{code}"
    elif code not in profile.SUCCESS_CODES:
        exchange.outcome, exchange.code = "refused", code
