"""What was said at the counter where nothing was received: the log, and the slip once more."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from dossiers.documents.counter_slips import guidance_page
from dossiers.documents.views import printed
from dossiers.models import Guidance

PAGE = 50


def listed(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    rows = Guidance.objects.visible_to(request.user).select_related("edition", "unit")  # type: ignore[arg-type]
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = site | {"title": _("Guidance given"), "page": page}
    return TemplateResponse(request, "admin/dossiers/counter/guidance.html", context)


def slip(request: HttpRequest, site: dict[str, Any], slip: UUID) -> HttpResponse:
    rows = Guidance.objects.visible_to(request.user)  # type: ignore[arg-type]
    one = get_object_or_404(rows.select_related("edition", "unit__parent"), uuid=slip)
    return printed(lambda sheet: guidance_page(one, sheet), f"huong-dan-{one.kind}-{one.number:02d}-{one.year}")
