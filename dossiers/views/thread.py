"""The applicant's side of the thread: a page of its own, light enough for a slow telephone."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from dossiers.models import Dossier, Status
from dossiers.thread import acts, shown
from dossiers.thread.composer import Composer
from dossiers.thread.models import Side
from dossiers.views.ended_session import forget, signed_in, typed_before
from portal import once
from procedures.models import READ_SELDOM


def find_own(request: HttpRequest, uuid: UUID) -> Dossier:
    """404 for everybody but who handed it in or owns it; officials have their desk."""
    own = Dossier.objects.of(request.user).select_related("edition", "agency", "received_by")  # type: ignore[arg-type]
    return get_object_or_404(own.defer(*(f"edition__{column}" for column in READ_SELDOM)), uuid=uuid)


@signed_in
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Opening it marks what the agency wrote as read; a post writes."""
    dossier = find_own(request, uuid)
    if dossier.status == Status.DRAFT:
        return redirect("dossier", uuid=uuid)
    writer = acts.applicant(request.user)  # type: ignore[arg-type]
    composer = Composer(request, dossier, writer, reverse("dossier_thread", args=[uuid]))
    if request.method == "POST":
        response = composer.respond()
        if response is not None:
            forget(request)
            return response
    elif waiting := typed_before(request):
        composer.start_with(waiting.get("text", ""))
    return render(request, "dossiers/thread.html", _context(request, dossier, composer), status=composer.status)


def _context(request: HttpRequest, dossier: Dossier, composer: Composer) -> dict[str, Any]:
    page, said = shown.thread(dossier, Side.APPLICANT, request.GET.get("trang"))
    if request.method == "GET":
        acts.mark_read(dossier, composer.writer)
    return {
        "dossier": dossier,
        "said": said,
        "page": page,
        "composer": composer,
        "form": composer.form,
        "until": acts.open_until(dossier),
        "fresh_token": once.issue(request),
    }
