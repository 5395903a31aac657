"""The officials' side of the thread."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.admin.page import find
from dossiers.models import Dossier
from dossiers.thread import acts, shown
from dossiers.thread.composer import Composer
from dossiers.thread.models import Side
from portal import once

PAGE = "admin:dossiers_dossier_thread"


def view(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    """Opening it marks what the applicant wrote as read; a post writes or puts a canned answer in."""
    dossier = find(request, key)
    composer = _composer(request, dossier)
    response = composer.respond() if request.method == "POST" else None
    if response is not None:
        return response
    context = site | _context(request, dossier, composer)
    return TemplateResponse(request, "admin/dossiers/thread.html", context, status=composer.status)


def _composer(request: HttpRequest, dossier: Dossier) -> Composer:
    """404 for somebody whose post ended this very moment: ``find`` let them in by it."""
    writer = acts.official(dossier, request.user)  # type: ignore[arg-type]
    if writer is None:
        raise Http404
    return Composer(request, dossier, writer, reverse(PAGE, args=[dossier.uuid]))


def _context(request: HttpRequest, dossier: Dossier, composer: Composer) -> dict[str, Any]:
    page, said = shown.thread(dossier, Side.AGENCY, request.GET.get("trang"))
    if request.method == "GET":
        acts.mark_read(dossier, composer.writer)
    return {
        "title": _("Messages with the applicant"),
        "dossier": dossier,
        "said": said,
        "page": page,
        "composer": composer,
        "form": composer.form,
        "fresh_token": once.issue(request),
    }
