"""Files of dossiers, for the national portal alone: at the signed addresses of the records it was sent."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from dossiers.models import Attachment
from dossiers.national_lists import may_leave
from dossiers.opened.log import opened_at_the_nation
from portal.files.serve import FileHeld, serve
from portal.files.storage import FileDamaged
from portal.national.addresses import BadAddress, Expired, key_of
from portal.national.door import nation_only


@require_safe
@nation_only
def file(request: HttpRequest, body: bytes, token: str) -> HttpResponseBase:
    """The bytes, its SHA-256 as ``ETag``. 410 once the address is too old or the file was taken back, 423 while the
    virus scanner holds it, 503 where it cannot be read just now."""
    try:
        found = Attachment.objects.select_related("stored", "dossier", "result").filter(uuid=key_of(token)).first()
    except Expired:
        return HttpResponse(status=HTTPStatus.GONE)
    except BadAddress as error:
        raise Http404 from error
    if found is None or not may_leave(found):
        return HttpResponse(status=HTTPStatus.GONE)
    try:
        response = serve(found.stored)
    except FileHeld:
        return HttpResponse(status=HTTPStatus.LOCKED)
    except FileDamaged:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["ETag"] = f'"{found.stored.sha256}"'
    if request.method == "GET":
        opened_at_the_nation(found.dossier)
    return response
