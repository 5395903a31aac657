"""My data as a file: asked for, waited for, fetched within a week by the person alone."""

from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dossiers.act import Refusal
from dossiers.models import CopyEvent
from dossiers.own_data import asking
from dossiers.own_data.work import KEPT, copies_of, note
from dossiers.views.ended_session import signed_in
from portal import once
from portal.files.serve import serve
from portal.jobs import Job

TRAIL = 10


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """What there is to fetch; a post orders a copy, once per form."""
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            return once.answer_once(request, lambda: _ask(request))
        except Refusal as refusal:
            refused = refusal
    trail = CopyEvent.objects.filter(person=request.user).order_by("-pk")[:TRAIL]  # type: ignore[misc]
    copies = copies_of(request.user).annotate(until=F("ended_at") + KEPT)  # type: ignore[arg-type]
    context = {
        "copies": copies,
        "is_open": any(job.is_open for job in copies),
        "refused": refused,
        "trail": [{"title": event.get_what_display(), "at": event.at} for event in trail],
    }
    return render(request, "own_data/page.html", context, status=409 if refused else 200)


def _ask(request: HttpRequest) -> str:
    asking.ask(request.user)  # type: ignore[arg-type]
    return reverse("own_data")


@require_GET
@signed_in
def fetch(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The ZIP; 404 for somebody else's, one not ready and one older than a week."""
    ready = copies_of(request.user).filter(state=Job.State.DONE, result__isnull=False)  # type: ignore[arg-type]
    job = get_object_or_404(ready, uuid=uuid)
    assert job.result is not None  # noqa: S101  (for the type checker)
    response = serve(job.result)
    note(job, CopyEvent.What.FETCHED)
    return response
