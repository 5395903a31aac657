"""Files for the national portal alone, at the signed addresses of what it was sent: those of dossiers, and how any is
handed out."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from dossiers.models import Attachment, Dossier
from dossiers.national_lists import may_leave
from dossiers.opened.log import opened_at_the_nation
from portal.files.models import StoredFile
from portal.files.serve import FileHeld, serve
from portal.files.storage import FileDamaged
from portal.national.addresses import BadAddress, Expired, key_of
from portal.national.door import nation_only


@require_safe
@nation_only
def file(request: HttpRequest, body: bytes, token: str) -> HttpResponseBase:
    """As ``handed_out``; the applicant reads that the nation opened it."""
    response = handed_out(token, _stored)
    if request.method == "GET" and response.status_code == HTTPStatus.OK:
        opened_at_the_nation(Dossier.objects.get(attachments__uuid=key_of(token)))
    return response


def _stored(key: UUID) -> StoredFile | None:
    found = Attachment.objects.select_related("stored", "dossier", "result").filter(uuid=key).first()
    return found.stored if found is not None and may_leave(found) else None


def handed_out(token: str, find: Callable[[UUID], StoredFile | None]) -> HttpResponseBase:
    """The bytes, their SHA-256 as ``ETag``. 410 once the address is too old or ``find`` has nothing (any more), 423
    while the virus scanner holds it, 503 where it cannot be read just now. Raises ``Http404`` for a bad token."""
    try:
        stored = find(key_of(token))
    except Expired:
        return HttpResponse(status=HTTPStatus.GONE)
    except BadAddress as error:
        raise Http404 from error
    if stored is None:
        return HttpResponse(status=HTTPStatus.GONE)
    try:
        response = serve(stored)
    except FileHeld:
        return HttpResponse(status=HTTPStatus.LOCKED)
    except FileDamaged:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["ETag"] = f'"{stored.sha256}"'
    return response
