"""Who opened my dossier: for its applicant alone."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from dossiers.models import Opening, Status
from dossiers.views.ended_session import signed_in
from dossiers.views.forms import vietnamese
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
    context = {"dossier": dossier, "page": shown, "rows": [_row(opening) for opening in shown]}
    return render(request, "dossiers/opened.html", context)


def _row(opening: Opening) -> dict[str, Any]:
    title = vietnamese(opening.title) if opening.title else opening.get_role_display()
    who = format_html("{}, {}", title, vietnamese(opening.agency.name)) if opening.agency else title
    return {"title": who, "at": opening.opened_at, "by": opening.get_what_display()}
