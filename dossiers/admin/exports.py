"""Taking a list as a file: what for, then fetched within a day by who asked."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.desk.columns import columns_for
from dossiers.desk.export import KEPT, fetchable
from dossiers.desk.filters import Asked
from dossiers.desk.keyset import counted
from dossiers.desk.models import Export
from dossiers.desk.ordering import OrderForm, ask
from dossiers.desk.seat import Seat
from portal import once
from portal.admin import TONES
from portal.files.serve import serve

SHOWN = 20


def view(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    """The list in the address, what its file would hold, and the files asked for before."""
    seat = Seat(request.user)  # type: ignore[arg-type]
    asked = Asked(request.GET, seat)
    form = OrderForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return once.answer_once(request, lambda: _ask(asked, form))
    context = {
        **site,
        "title": _("Dossiers as a file"),
        "form": form,
        "asked": asked,
        "whole": counted([asked.listing])[0],
        "columns": [column.title for column in columns_for(seat)],
        "exports": [_row(export) for export in _mine(seat)],
        "back": f"{reverse('admin:dossiers_dossier_changelist')}?{asked.parameters().urlencode()}",
    }
    return TemplateResponse(request, "admin/dossiers/export.html", context)


def _ask(asked: Asked, form: OrderForm) -> str:
    ask(asked, form.cleaned_data["form"], form.cleaned_data["purpose"])
    return f"{reverse('admin:dossiers_dossier_export')}?{asked.parameters().urlencode()}#tep"


def _mine(seat: Seat) -> list[Export]:
    return list(Export.objects.filter(by=seat.user).select_related("job", "file")[:SHOWN])


def _row(export: Export) -> dict[str, Any]:
    """One asked for: how far it is, and until when it can be fetched."""
    until = export.made_at + KEPT if export.made_at else None
    is_there = until is not None and until > timezone.now() and export.file_id is not None
    state = export.job.state if export.job and not export.made_at else ""
    return {
        "export": export,
        "until": until if is_there else None,
        "state": export.job.get_state_display() if export.job and state else "",
        "tone": TONES.get(state, "stopped"),
        "is_open": bool(export.job and export.job.is_open),
        "said": export.job.message if export.job and state else "",
    }


@require_safe
def fetch(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file; 404 for somebody else's, one not ready, one older than a day, and for whose post has ended."""
    export = fetchable(Seat(request.user), number)  # type: ignore[arg-type]
    if export is None or export.file is None:
        raise Http404
    response = serve(export.file)
    if export.fetched_at is None:
        Export.objects.filter(pk=export.pk).update(fetched_at=timezone.now())
    return response
