"""Who opened my dossier: for its applicant alone."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from dossiers.models import Status
from dossiers.views.ended_session import signed_in
from dossiers.views.thread import find_own

PER_PAGE = 50


@require_GET
@signed_in
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """By agency and title, the newest first; the law gives the applicant no names."""
    dossier = find_own(request, uuid)
    if dossier.status == Status.DRAFT:
        return redirect("dossier", uuid=uuid)
    found = dossier.openings.select_related("agency").order_by("-opened_at", "-pk")
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "dossiers/opened.html", {"dossier": dossier, "page": shown})
