"""Whether a result holds, for whoever has its slip (A19): number, agency, procedure, dates. No content, no person."""

import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dossiers.models import Result
from dossiers.tracking import counting
from dossiers.tracking.counting import VERIFY

TOKEN = re.compile(r"[0-9A-Za-z_-]{1,43}", re.ASCII)


@require_GET
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """One answer for every token that is not there; a wrong one says nothing about what is."""
    if counting.source_asks_too_often(request, VERIFY):
        return render(request, "dossiers/verification.html", {"limited": True}, status=HTTPStatus.TOO_MANY_REQUESTS)
    is_one = TOKEN.fullmatch(token)
    whole = Result.objects.select_related("dossier__edition", "dossier__agency", "next")
    result = whole.filter(token=token, released_at__isnull=False).first() if is_one else None
    status = HTTPStatus.OK if result else HTTPStatus.NOT_FOUND
    return render(request, "dossiers/verification.html", {"result": result}, status=status)
