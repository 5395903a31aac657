"""The beginning of an intake: which procedure, by part of its name or code, marks or not."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from dossiers.admin.counter.access import clerk_units, key_in
from dossiers.counter import served
from dossiers.models import Outage

LATE = "su-co"
"""Which outage the dossier is entered after, in the address."""


def view(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    """One that fits is opened at once; all that was typed so far is the search."""
    units = clerk_units(request)
    text = request.GET.get("q", "").strip()[:100]
    found = served.found(units, text) if text else []
    outage = late(request)
    if len(found) == 1:
        address = redirect("admin:dossiers_counter_intake", found[0].code)
        address["Location"] += f"?{LATE}={outage.uuid}" if outage else ""
        return address
    context = site | {
        "title": _("Receive at the counter"),
        "text": text,
        "found": found,
        "lately": [] if text else served.lately(request.user, units),  # type: ignore[arg-type]
        "units": units,
        "outage": outage,
        "late": f"?{LATE}={outage.uuid}" if outage else "",
    }
    return TemplateResponse(request, "admin/dossiers/counter/choose.html", context)


def late(request: HttpRequest) -> Outage | None:
    """The outage named in the address. 404 for one of other units."""
    if not request.GET.get(LATE):
        return None
    return get_object_or_404(Outage.objects.filter(unit__in=clerk_units(request)), uuid=key_in(request, LATE))
