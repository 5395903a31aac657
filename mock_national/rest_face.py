"""The security server's other face: X-Road's REST message protocol, version 1 (protocols §2.3)."""

import base64
import hashlib
import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mock_national import message_log, profile, security_server

DROPPED = frozenset({
    "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Te", "Trailer", "Transfer-Encoding",
    "Upgrade", "Host", "User-Agent", "Content-Length", "X-Road-Request-Id", "X-Road-Request-Hash",
})  # fmt: skip
"""Headers that are no part of what is hashed."""


@csrf_exempt
@require_POST
def ask(request: HttpRequest, instance: str, kind: str, member: str, subsystem: str, service: str) -> HttpResponse:
    """One service of the data interface by its five-part name; ``login`` opens a session."""
    exchange, query = uuid.uuid4(), security_server.query_id(request)
    name = "/".join((instance, kind, member, subsystem, service))
    response = _answer(request, ":".join((instance, kind, member, subsystem)), service, query)
    for header, value in (
        ("X-Road-Client", request.headers.get("X-Road-Client", "")),
        ("X-Road-Service", name),
        ("X-Road-Id", str(query)),
        ("X-Road-Request-Id", str(exchange)),
        ("X-Road-Request-Hash", request_hash(request, exchange)),
    ):
        response.headers[header] = value
    return response


def _answer(request: HttpRequest, destination: str, service: str, query: uuid.UUID) -> HttpResponse:
    if not request.headers.get("X-Road-Client"):
        return _refused("Client.BadRequest", "X-Road-Client is missing", 400)
    if destination != profile.PROVIDER:
        return _refused("Client.UnknownMember", "Unknown destination", 400)
    body = _read(request)
    if body is None:
        return _refused("Client.BadRequest", "The body is no JSON object", 400)
    logged: dict[str, str] = {"service": f"{destination}:{service}", "client": request.headers["X-Road-Client"]}
    message_log.write(query, request.body, is_response=False, **logged)
    response = security_server.provided(request, service, body if service == "login" else body | {"service": service})
    message_log.write(query, response.content, is_response=True, **logged)
    if response.status_code >= 500:
        response.headers["X-Road-Error"] = json.loads(response.content)["type"]
    return response


def _refused(kind: str, message: str, status: int) -> HttpResponse:
    """An error of the proxies themselves carries its type in a header; one of the provider's has none."""
    response = security_server.error_object(kind, message, status)
    response.headers["X-Road-Error"] = kind
    return response


def _read(request: HttpRequest) -> dict[str, Any] | None:
    try:
        body = json.loads(request.body)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def request_hash(request: HttpRequest, exchange: uuid.UUID) -> str:
    """Base64 of SHA-512 over the hashes of head and body, or over the head alone where there is no body."""
    lines = [f"{request.method} {request.get_full_path()}\r\n"]
    lines += [f"{name}:{value}\r\n" for name, value in request.headers.items() if name not in DROPPED and value]
    lines.append(f"X-Road-Request-Id:{exchange}\r\n")
    head = hashlib.sha512("".join(lines).encode()).digest()
    whole = hashlib.sha512(head + hashlib.sha512(request.body).digest()).digest() if request.body else head
    return base64.b64encode(whole).decode()
