"""Faults of the answers of platform and gateway."""

import socket
import time
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from mock_national.models import Fault


def strike(request: HttpRequest, faults: dict[str, Fault], answer: dict[str, Any]) -> HttpResponse:
    """``answer``, or what a fault makes of it."""
    if "delay" in faults:
        time.sleep(faults["delay"].delay)
    if "down" in faults:
        return HttpResponse("<h1>503</h1>", status=503)
    if "garbage" in faults:
        return HttpResponse("<html><body>Hệ thống đang bảo trì</body></html>")
    if "refuse" in faults:
        return JsonResponse({"MaLoi": "99", "MoTaLoi": "Lỗi hệ thống"})
    if "drop" in faults:
        _cut(request)
    return JsonResponse(answer)


def _cut(request: HttpRequest) -> None:
    """The order exists, and whoever asked for it never learns."""
    line = request.environ.get("gunicorn.socket") if hasattr(request, "environ") else None
    if isinstance(line, socket.socket):
        line.shutdown(socket.SHUT_RDWR)
