"""The province's security server with the nation's adapter behind it (protocols §2).

One address, faults on demand, a log of everything.
"""

import json
import socket
import time
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mock_national import distort, mapi, message_log, profile
from mock_national.faults import active
from mock_national.models import Call

PREFIXES = ("XrdAdapter", "VXPAdapter")


def error_object(kind: str, message: str, status: int) -> JsonResponse:
    """The adapter's own errors look like X-Road's (§2.1 proposed, §2.3)."""
    return JsonResponse({"type": kind, "message": message, "detail": str(uuid.uuid4())}, status=status)


@csrf_exempt
@require_POST
def forward(request: HttpRequest, prefix: str, path: str) -> HttpResponse:
    """Pass a call on to the provider that ``dstcode`` (query or header) names."""
    if prefix not in PREFIXES:
        return error_object("Client.BadRequest", "Unknown adapter", 404)
    if (request.GET.get("dstcode") or request.headers.get("dstcode")) != profile.PROVIDER:
        return error_object("Client.UnknownMember", "Unknown destination", 400)
    if path not in mapi.PATHS:
        return error_object("Client.UnknownService", "Unknown service", 400)
    try:
        body = json.loads(request.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        return JsonResponse({"error_code": profile.CODE_UNREADABLE, "message": "Dữ liệu gửi không hợp lệ"})
    return _answer(request, path, body)


def _answer(request: HttpRequest, path: str, body: dict[str, Any]) -> HttpResponse:
    """The provider's answer; request and answer stand in the log of messages under the caller's ``X-Road-Id``."""
    service = "login" if path == "mapi/login" else str(body.get("service", ""))
    query = query_id(request)
    logged: dict[str, str] = {"service": f"{profile.PROVIDER}:{service}", "client": profile.PROVINCE}
    message_log.write(query, request.body, is_response=False, **logged)
    response = provided(request, service, body)
    message_log.write(query, response.content, is_response=True, **logged)
    response.headers["X-Road-Id"] = str(query)
    return response


def query_id(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.headers.get("X-Road-Id", ""))
    except ValueError:
        return uuid.uuid4()


def provided(request: HttpRequest, service: str, body: dict[str, Any]) -> HttpResponse:
    """What comes back of one call, faults included."""
    faults = active(service)
    call = Call.objects.create(
        arrived_at=timezone.now(), service=service[:60], body=_without_secrets(body), fault=",".join(faults)[:20]
    )
    if "delay" in faults:
        time.sleep(faults["delay"].delay)
    if "down" in faults:
        return error_object("Server.ServerProxy.NetworkError", "Service is down", 503)
    if "garbage" in faults:
        return HttpResponse("<html><body>Hệ thống đang bảo trì</body></html>")
    if "refuse" in faults:
        answer: dict[str, Any] = {"error_code": profile.CODE_INTERNAL, "message": "Lỗi hệ thống"}
    else:
        answer = distort.provide(call, body, faults)
    call.code, call.is_dropped = str(answer["error_code"]), "drop" in faults
    call.save(update_fields=["code", "is_stored", "is_dropped"])
    if call.is_dropped:
        _cut(request)
    return JsonResponse(answer)


def _without_secrets(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in ("password", "session")}


def _cut(request: HttpRequest) -> None:
    """End the connection under the answer: the caller never learns that its call was stored."""
    line = request.environ.get("gunicorn.socket") if hasattr(request, "environ") else None
    if isinstance(line, socket.socket):
        line.shutdown(socket.SHUT_RDWR)
