"""Pages for when something is wrong: what happened, what to do, where to go.

None of them names a person or echoes input. The pages for 500 and 503 are drawn without request, session or database,
for these may be what is broken.
"""

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from portal.files.disk import NoRoom
from portal.files.serve import FileHeld
from portal.files.storage import FileDamaged

RETRY_SECONDS = 60


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"{status}.html", {"request_id": getattr(request, "request_id", "")}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return _page(request, 400)


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(request, 413)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return _page(request, 429)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, FileHeld):
        return render(request, "file_held.html", {"is_infected": exception.is_infected}, status=403)
    return _page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open so long that its proof of origin ran out, or it never came from here."""
    return render(request, "403_csrf.html", {"request_id": getattr(request, "request_id", "")}, status=403)


def _bare(request: HttpRequest, status: int, *, template: str) -> HttpResponse:
    context: dict[str, Any] = {"DEMO": settings.DEMO, "request_id": getattr(request, "request_id", "")}
    return HttpResponse(render_to_string(template, context), status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this while the exception is being handled: a database out of reach is 503, a full disk 507.

    A stored file that is gone or damaged is an alarm and not a 404 (D12); its page says that it is this file alone. All
    else is 500.
    """
    problem = sys.exc_info()[1]
    if isinstance(problem, OperationalError | InterfaceError):
        return unavailable(request)
    if isinstance(problem, NoRoom):
        return _bare(request, 507, template="507.html")
    if isinstance(problem, FileDamaged):
        return _bare(request, 503, template="file_damaged.html")
    return _bare(request, 500, template="500.html")


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _bare(request, 503, template="503.html")
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
