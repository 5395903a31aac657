"""The door by which the nation reaches the portal: through the province's security server and nobody else (protocols
§2.1: no authentication of callers is documented, trust comes from that server; both checks are assumed).

Whoever is not the security server gets 404 before a byte of the body is read, and leaves no row. Every call that comes
in stands in the log of exchanges.
"""

import functools
import hmac
import json
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any, Concatenate

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from portal.national import log
from portal.national.line import Exchange, code_of, digest

HEADER = "X-Nation-Key"
"""Carries the secret that the security server and the portal share."""

Inbound = Callable[Concatenate[HttpRequest, bytes, ...], HttpResponseBase]


def nation_only(view: Inbound) -> Callable[..., HttpResponseBase]:
    """``view(request, body, …)`` for the security server alone.

    A body larger than ``settings.DOOR.largest`` bytes is answered 413 and not read. In the log the service is the name
    of the address; what was refused stands there as refused, also where the answer itself is HTTP 200.
    """

    @csrf_exempt
    @functools.wraps(view)
    def knocked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not is_the_nation(request):
            raise Http404
        if _announced(request) > settings.DOOR.largest:
            return _logged(request, b"", too_large)
        return _logged(request, request.read(), functools.partial(view, **kwargs))

    return knocked


def too_large(request: HttpRequest, body: bytes) -> HttpResponse:
    return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _logged(request: HttpRequest, body: bytes, view: Inbound) -> HttpResponseBase:
    """What ``view`` answers, and a line about it; an error of ours leaves its line, too."""
    match = request.resolver_match
    exchange = Exchange.of(str(match.url_name) if match else "", body)
    exchange.request_id, began = _number(request), time.monotonic()
    exchange.outcome, exchange.code = "unavailable", "error"
    try:
        response = view(request, body)
        _answered(exchange, response)
    except Http404:
        exchange.outcome, exchange.code = "refused", f"http_{HTTPStatus.NOT_FOUND}"
        raise
    finally:
        exchange.milliseconds = round((time.monotonic() - began) * 1000)
        log.write(exchange, log.Exchange.Direction.IN)
    response.headers["X-Road-Id"] = str(exchange.request_id)
    return response


def _answered(exchange: Exchange, response: HttpResponseBase) -> None:
    """Of a file its ``ETag`` is the SHA-256: its bytes are not read for the log."""
    if isinstance(response, HttpResponse):
        exchange.answer_sha256, exchange.answer_size = digest(response.content), len(response.content)
    else:
        exchange.answer_sha256 = response.headers.get("ETag", "").strip('"')[:64]
        exchange.answer_size = int(response.headers.get("Content-Length", "0"))
    exchange.code = _refusal(response)
    exchange.outcome = "refused" if exchange.code else "ok"


def _refusal(response: HttpResponseBase) -> str:
    """Under which code ``response`` refuses; empty where it does not. Our doors say it with a number below nought
    (protocols §7.5, §8)."""
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        return f"http_{response.status_code}"
    if not isinstance(response, JsonResponse):
        return ""
    code = code_of(json.loads(response.content))
    return code if code.startswith("-") else ""


def _number(request: HttpRequest) -> uuid.UUID:
    """As the security server numbers the exchange (§2.3), else one of our own."""
    try:
        return uuid.UUID(request.headers.get("X-Road-Id", ""))
    except ValueError:
        return uuid.uuid4()


def is_the_nation(request: HttpRequest) -> bool:
    """Whether ``request`` comes from a network of the security server and carries the shared secret."""
    return _has_the_key(request) and _is_from_there(request)


def _has_the_key(request: HttpRequest) -> bool:
    said = request.headers.get(HEADER, "")
    return hmac.compare_digest(said.encode(), settings.DOOR.key.encode())


def _is_from_there(request: HttpRequest) -> bool:
    try:
        source = ip_address(str(get_adapter(request).get_client_ip(request)))
    except (ValueError, PermissionDenied):
        return False
    return any(source in network for network in settings.DOOR.networks)


def _announced(request: HttpRequest) -> int:
    said = request.headers.get("Content-Length") or "0"
    return int(said) if said.isdecimal() else 0
