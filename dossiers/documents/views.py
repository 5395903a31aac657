"""Papers as downloads, for the citizen and the officials alike: whoever may see the dossier may have them."""

import uuid
from collections.abc import Callable

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.views.decorators.http import require_GET

from dossiers.documents.receipt import submission_page
from dossiers.documents.render import PaperFailed, PapersUnavailable, render_pdf
from dossiers.documents.result_slips import dispatch_page, verification_page
from dossiers.issued import making, pages
from dossiers.issued.facts.hops import RECEIVED_BY
from dossiers.issued.gathering import gather
from dossiers.issued.issuing import owed_to
from dossiers.models import Attachment, Dossier, DossierEvent, IssuedPaper, Opening
from dossiers.opened.log import opened
from dossiers.reach import reachable
from dossiers.views.ended_session import signed_in
from portal.files.storage import open_stored


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
        return _pdf(render_pdf(page("")), name)
    except (PapersUnavailable, PaperFailed):
        return _as_page(page(static("dossiers/paper.css")))


def kept(paper: IssuedPaper) -> HttpResponse:
    """The file of an issued paper, made now if it was not yet; where it cannot be, the page itself. Raises
    ``FileDamaged``."""
    try:
        made = making.make(paper)
    except making.NOT_MADE:
        return _as_page(pages.page_of(gather(paper), static("dossiers/paper.css")))
    with open_stored(made.file) as content:  # type: ignore[arg-type]
        return _pdf(content.read(), making.file_name(paper))


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _as_page(page: str) -> HttpResponse:
    response = HttpResponse(page)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@signed_in
def receipt(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Form 01 as it was given at reception, or its corrected issue."""
    dossier = _visible(request, key)
    return kept(owed_to(get_object_or_404(_events(dossier), action__in=RECEIVED_BY), "receipt"))


@require_GET
@signed_in
def issued(request: HttpRequest, key: uuid.UUID, paper: uuid.UUID) -> HttpResponse:
    """Any issued paper: the applicant has those meant for them, officials who reach the dossier all of it."""
    dossier = _visible(request, key)
    papers = dossier.issued_papers.select_related("dossier", "agency")
    if not Dossier.objects.reached_by(request.user).filter(pk=dossier.pk).exists():  # type: ignore[arg-type]
        papers = papers.for_applicant()
    return kept(get_object_or_404(papers, uuid=paper))


def _events(dossier: Dossier) -> QuerySet[DossierEvent]:
    return DossierEvent.objects.filter(dossier=dossier).select_related("dossier__received_by", "agency", "by")


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
    """Form 02 of a round, as it was asked."""
    dossier = _visible(request, key)
    asked = get_object_or_404(dossier.supplements, number=number)
    return kept(owed_to(_events(dossier).get(number=asked.asked_in), "supplement_request"))


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
