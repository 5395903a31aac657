"""Files of petitions, for the national portal alone: at the signed addresses of the reports it was sent."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from dossiers.views.nation import handed_out
from feedback.petitions import leaving
from portal.national.door import nation_only


@require_safe
@nation_only
def file(request: HttpRequest, body: bytes, token: str) -> HttpResponseBase:
    return handed_out(token, leaving.stored)
