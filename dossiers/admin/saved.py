"""Lists kept under a name: keep the one just seen, look through them, throw one's own away."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.desk.filters import Asked
from dossiers.desk.models import SavedList
from dossiers.desk.saved import SaveForm, lists
from dossiers.desk.seat import Seat
from portal import once


def view(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    seat = Seat(request.user)  # type: ignore[arg-type]
    form = SaveForm(seat, request.POST) if "save" in request.POST else SaveForm(seat, None, request.GET.urlencode())
    if "drop" in request.POST:
        return once.answer_once(request, lambda: _drop(seat, request.POST["drop"]))
    if form.is_bound and form.is_valid():
        return once.answer_once(request, lambda: _keep(form))
    asked = Asked(request.GET, seat)
    context = {
        **site,
        "title": _("Saved lists"),
        "form": form,
        "asked": asked,
        "chips": asked.chips,
        "lists": [(one, one.by_id == seat.user.pk) for one in lists(seat)],
        "list_address": reverse("admin:dossiers_dossier_changelist"),
    }
    return TemplateResponse(request, "admin/dossiers/saved.html", context)


def _keep(form: SaveForm) -> str:
    return f"{reverse('admin:dossiers_dossier_changelist')}?{form.keep().query}"


def _drop(seat: Seat, key: str) -> str:
    """One's own; 404 for a colleague's, though it may be read."""
    own = SavedList.objects.filter(by=seat.user)
    get_object_or_404(own, pk=key if key.isdecimal() else None).delete()
    return reverse("admin:dossiers_dossier_saved")
