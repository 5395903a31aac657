"""Training for every official: what there is, and one's place in it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import once
from portal.files.serve import serve
from procedures import guides
from procedures.models import TrainingMaterial, TrainingSession


def addresses(site: AdminSite) -> list[URLPattern]:
    return [
        path("tap-huan/", site.admin_view(page), {"site": site}, name="training"),
        path("tap-huan/tai-lieu/<int:pk>/", site.admin_view(material), name="training_material"),
    ]


def page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The sessions to come, with a button each; posting registers or gives the place back."""
    if request.method == "POST":
        session = get_object_or_404(TrainingSession, pk=_number(request.POST.get("session", "")))
        try:
            return once.answer_once(request, lambda: _act(request, session))
        except (guides.RegistrationClosed, guides.NotInvited) as refusal:
            messages.error(request, str(refusal.message))
    context = site.each_context(request) | {
        "title": _("Training"),
        "sessions": [_row(request, session) for session in TrainingSession.objects.filter(ends_at__gte=timezone.now())],
        "materials": TrainingMaterial.objects.select_related("file"),
    }
    return TemplateResponse(request, "admin/procedures/training.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _act(request: HttpRequest, session: TrainingSession) -> str:
    if request.POST.get("action") == "cancel":
        guides.cancel(session, request.user)  # type: ignore[arg-type]
        messages.info(request, _("Your place was given back."))
    else:
        place = guides.register(session, request.user, timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("You are on the waiting list.") if place.is_waiting else _("You have a seat."))
    return reverse("admin:training")


def _row(request: HttpRequest, session: TrainingSession) -> dict[str, Any]:
    own = session.registrations.filter(official=request.user.pk).first()
    taken = session.registrations.filter(is_waiting=False).count()
    is_open = timezone.now() <= session.open_until
    return {"session": session, "own": own, "left": max(session.seats - taken, 0), "is_open": is_open}


def material(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(TrainingMaterial.objects.select_related("file"), pk=pk, file__isnull=False)
    return serve(found.file)  # type: ignore[arg-type]
