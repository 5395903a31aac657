"""Papers as downloads, for the citizen and the officials alike: whoever may see the dossier may have them."""

import uuid
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.views.decorators.http import require_GET

from dossiers.documents.receipt import receipt_page, submission_page
from dossiers.documents.render import PaperFailed, PapersUnavailable, render_pdf
from dossiers.documents.result_slips import dispatch_page, verification_page
from dossiers.documents.supplement_slip import supplement_page
from dossiers.models import Attachment, Dossier, Opening
from dossiers.opened.log import opened
from dossiers.reach import reachable
from dossiers.views.ended_session import signed_in


def _visible(request: HttpRequest, key: uuid.UUID) -> Dossier:
    wanted = reachable(request).select_related(
        "edition__procedure", "case", "agency", "received_by__parent", "submitter", "owner_identity"
    )
    dossier = get_object_or_404(wanted, uuid=key)
    opened(dossier, request.user, Opening.What.PRINT)  # type: ignore[arg-type]
    return dossier


def _paper(dossier: Dossier, page: Callable[..., str], name: str) -> HttpResponse:
    return printed(lambda sheet: page(dossier, sheet), f"{name}-{dossier.public_code}")


def printed(page: Callable[[str], str], name: str) -> HttpResponse:
    """The PDF; where this machine makes none, the page itself, which prints well."""
    try:
        response = HttpResponse(render_pdf(page("")), content_type="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    except (PapersUnavailable, PaperFailed):
        response = HttpResponse(page(static("dossiers/paper.css")))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@signed_in
def receipt(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    dossier = _visible(request, key)
    if dossier.received_at is None:
        raise Http404
    return _paper(dossier, receipt_page, "giay-tiep-nhan")


@require_GET
@signed_in
def submission(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    dossier = _visible(request, key)
    if dossier.submitted_at is None:
        raise Http404
    return _paper(dossier, submission_page, "giay-xac-nhan-nop")


@require_GET
@signed_in
def supplement(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    dossier = _visible(request, key)
    asked = get_object_or_404(dossier.supplements.whole(), number=number)
    asked.dossier = dossier
    name = f"phieu-bo-sung-{number:02d}-{dossier.public_code}"
    return printed(lambda sheet: supplement_page(asked, sheet), name)


@require_GET
@signed_in
def verification(request: HttpRequest, key: uuid.UUID, file_uuid: uuid.UUID) -> HttpResponse:
    """Beside a result: for whoever may have its file."""
    dossier = _visible(request, key)
    files = Attachment.objects.visible_to(request.user).filter(dossier=dossier, result__isnull=False)
    file = get_object_or_404(files.select_related("result__next"), uuid=file_uuid)
    return printed(lambda sheet: verification_page(dossier, file.result, sheet), f"phieu-xac-minh-{dossier.code}")


@require_GET
@signed_in
def dispatch(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """From when the result is there: before it is handed to the post, the lines for its number are blank."""
    dossier = _visible(request, key)
    if dossier.finished_at is None or dossier.return_by != Dossier.ReturnBy.POST:
        raise Http404
    return _paper(dossier, dispatch_page, "phieu-gui")
