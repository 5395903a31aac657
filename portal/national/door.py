"""The door by which the nation reaches the portal: through the province's security server and nobody else (protocols
§2.1: no authentication of callers is documented, trust comes from that server; both checks are assumed).

Whoever is not the security server gets 404 before a byte of the body is read, and leaves no row.
"""

import functools
import hmac
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any, Concatenate

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

HEADER = "X-Nation-Key"
"""Carries the secret that the security server and the portal share."""

Inbound = Callable[Concatenate[HttpRequest, bytes, ...], HttpResponseBase]


def nation_only(view: Inbound) -> Callable[..., HttpResponseBase]:
    """``view(request, body, …)`` for the security server alone.

    A body larger than ``settings.DOOR.largest`` bytes is answered 413 and not read.
    """

    @csrf_exempt
    @functools.wraps(view)
    def knocked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_the_nation(request):
            raise Http404
        if _announced(request) > settings.DOOR.largest:
            return HttpResponse(status=413)
        return view(request, request.read(), *args, **kwargs)

    return knocked


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
