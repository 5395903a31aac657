"""Outages: opened by who leads the unit, with the numbers of the book; entered by its clerks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.act import Act, Refusal
from dossiers.admin.counter.access import led_units
from dossiers.counter import outages
from dossiers.counter.desk_forms import CrossOutForm, OutageForm, ReserveForm
from dossiers.counter.served import agencies_of, units_led_by, units_of
from dossiers.models import BookNumber, Outage
from portal import once


def listed(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    user: Any = request.user
    leads = units_led_by(user)
    form = OutageForm(request.POST if request.method == "POST" else None, units=leads)
    if request.method == "POST":
        led_units(request)
        if form.is_valid():
            try:
                return once.answer_once(request, lambda: _open(request, form))
            except Refusal as refusal:
                form.add_error(None, str(refusal))
    context = site | {
        "title": _("Outages"),
        "outages": Outage.objects.visible_to(user).select_related("unit").prefetch_related("numbers"),
        "form": form if leads.exists() else None,
    }
    return TemplateResponse(request, "admin/dossiers/counter/outages.html", context)


def _open(request: HttpRequest, form: OutageForm) -> str:
    said = form.cleaned_data
    act = Act(request.user, values={"note": said["ground"]})  # type: ignore[arg-type]
    outage = outages.open_(said["unit"], said["begun_at"], said["ended_at"], act)
    messages.success(request, _("The outage is open. Reserve the numbers that stand in the book."))
    return reverse("admin:dossiers_counter_outage", args=[outage.uuid])


def one(request: HttpRequest, site: dict[str, Any], outage: UUID) -> HttpResponse:
    """404 for one of other units."""
    found = get_object_or_404(Outage.objects.visible_to(request.user).select_related("unit"), uuid=outage)  # type: ignore[arg-type]
    leads = units_led_by(request.user).filter(pk=found.unit_id).exists()  # type: ignore[arg-type]
    sent = request.POST if request.method == "POST" else None
    is_crossing = sent is not None and "number" in sent
    reserve = ReserveForm(None if is_crossing else sent, outage=found, agencies=agencies_of([found.unit]))
    cross_out = CrossOutForm(sent if is_crossing else None)
    if sent is not None:
        answered = _change(request, found, cross_out if is_crossing else reserve, leads=leads)
        if answered is not None:
            return answered
    context = site | {
        "title": _("Outage"),
        "outage": found,
        "numbers": found.numbers.select_related("agency", "dossier"),
        "reserve": reserve if leads else None,
        "cross_out": cross_out if leads else None,
        "may_enter": units_of(request.user).filter(pk=found.unit_id).exists(),  # type: ignore[arg-type]
    }
    return TemplateResponse(request, "admin/dossiers/counter/outage.html", context)


def _change(
    request: HttpRequest, outage: Outage, form: ReserveForm | CrossOutForm, *, leads: bool
) -> HttpResponse | None:
    if not leads:
        raise PermissionDenied
    if not form.is_valid():
        return None
    try:
        return once.answer_once(request, lambda: _done(request, outage, form))
    except Refusal as refusal:
        form.add_error("last" if isinstance(form, ReserveForm) else "reason", str(refusal))
        return None


def _done(request: HttpRequest, outage: Outage, form: ReserveForm | CrossOutForm) -> str:
    said = form.cleaned_data
    if isinstance(form, ReserveForm):
        taken = outages.reserve(outage, said["agency"], said["day"], said["last"], request.user)  # type: ignore[arg-type]
        messages.success(request, _("Reserved: %(n)s numbers") % {"n": len(taken)})
    else:
        key = request.POST.get("number", "")
        rows = BookNumber.objects.filter(outage=outage).select_related("outage__unit")
        number = get_object_or_404(rows, pk=int(key) if key.isascii() and key.isdigit() and len(key) < 12 else 0)
        outages.cross_out(number, Act(request.user, values={"note": said["reason"]}))  # type: ignore[arg-type]
        messages.success(request, _("The number is crossed out"))
    return reverse("admin:dossiers_counter_outage", args=[outage.uuid])
