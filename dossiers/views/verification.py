"""Whether a result holds, for whoever has its slip (A19): number, agency, procedure, dates. No content, no person."""

import re
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dossiers.models import Result
from dossiers.tracking import counting
from dossiers.tracking.counting import VERIFY
from portal.agencies.succession import Names

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
    context = {"result": result, "issued_by": _issued_by(result) if result else ""}
    return render(request, "dossiers/verification.html", context, status=status)


def _issued_by(result: Result) -> str:
    """As the agency was called when it signed, so that the slip in the hand and the page say the same."""
    agency = result.dossier.agency
    return Names([agency.pk]).on(agency, result.signed_on)
