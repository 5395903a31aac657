"""Slips at the desk: what waits to be handed over, what is on its way to us, and one slip with its lines."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.act import Act, Refusal
from dossiers.admin.page import find
from dossiers.counter import handing
from dossiers.documents.counter_slips import hand_over_page
from dossiers.documents.views import printed as paper
from dossiers.forms import ReasonForm
from dossiers.models import HandOver, HandOverItem
from portal import once

PAGE = 50
MOST = 300
"""On one page to be ticked; the rest comes when these are sent."""

KIND = "loai"


def listed(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    """Ticked dossiers go on slips; a slip that comes to us is opened from here."""
    if request.method == "POST":
        return _send(request, site)
    return _list(request, site)


def _send(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if kind not in handing.SENDING:
        raise PermissionDenied
    chosen = handing.to_send(request.user, kind).filter(pk__in=_keys(request))  # type: ignore[arg-type]
    try:
        return once.answer_once(request, lambda: _sent(request, kind, chosen))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _list(request, site, status=409)


def _sent(request: HttpRequest, kind: str, chosen: Any) -> str:
    slips = handing.send(kind, chosen, Act(request.user))  # type: ignore[arg-type]
    said = ngettext("%(n)s slip sent. Print it and let both sides sign.", "%(n)s slips sent. Print them.", len(slips))
    messages.success(request, said % {"n": len(slips)})
    if len(slips) == 1:
        return reverse("admin:dossiers_counter_slip", args=[slips[0].uuid])
    return f"{reverse('admin:dossiers_counter_slips')}?{urlencode({KIND: kind})}"


def _keys(request: HttpRequest) -> list[int]:
    return [int(key) for key in request.POST.getlist("chosen") if key.isascii() and key.isdigit() and len(key) < 12]


def _list(request: HttpRequest, site: dict[str, Any], *, status: int = 200) -> HttpResponse:
    user: Any = request.user
    slips = HandOver.objects.visible_to(user).select_related("from_agency", "to_agency").prefetch_related("items")
    page = Paginator(slips, PAGE).get_page(request.GET.get("trang"))
    own = set(user.posts.current().handling().values_list("agency", flat=True))
    waiting = handing.to_send(user, HandOver.Kind.DOSSIERS).order_by("received_at")[:MOST]
    dossiers = handing.with_terms(waiting, timezone.now())
    finished = handing.to_send(user, HandOver.Kind.RESULTS).order_by("finished_at")[:MOST]
    results = [handing.Waiting(one, None, False) for one in finished]
    heaps = ((HandOver.Kind.DOSSIERS, dossiers), (HandOver.Kind.RESULTS, results))
    context = site | {
        "title": _("Hand-over slips"),
        "heaps": [(kind, rows) for kind, rows in heaps if rows],
        "slips": [(slip, slip.to_agency_id in own) for slip in page],
        "page": page,
        "late": sum(one.is_late for one in dossiers),
    }
    return TemplateResponse(request, "admin/dossiers/counter/slips.html", context, status=status)


def of_dossier(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    """Where a result is put on a slip."""
    find(request, key)
    return redirect("admin:dossiers_counter_slips")


# --- One slip ---------------------------------------------------------------------------------


def _slip(request: HttpRequest, key: UUID) -> HandOver:
    rows = HandOver.objects.visible_to(request.user)  # type: ignore[arg-type]
    return get_object_or_404(rows.select_related("from_agency__parent", "to_agency"), uuid=key)


def one(request: HttpRequest, site: dict[str, Any], slip: UUID) -> HttpResponse:
    found = _slip(request, slip)
    form = ReasonForm(request.POST if request.POST.get("action") == "return" else None)
    if request.method == "POST":
        answered = _decided(request, found, form)
        if answered is not None:
            return answered
    may_decide = handing.may_decide(found, request.user)  # type: ignore[arg-type]
    items = found.items.select_related("dossier__edition")
    context = site | {
        "title": _("Slip %(number)s") % {"number": found},
        "slip": found,
        "items": items,
        "form": form,
        "may_decide": may_decide and any(item.state == HandOverItem.State.SENT for item in items),
    }
    return TemplateResponse(request, "admin/dossiers/counter/slip.html", context)


def _decided(request: HttpRequest, slip: HandOver, form: ReasonForm) -> HttpResponse | None:
    """``None`` where the page is to be shown again with a complaint."""
    if not handing.may_decide(slip, request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    if request.POST.get("action") == "return" and not form.is_valid():
        return None
    try:
        return once.answer_once(request, lambda: _decide(request, slip, form))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return None


def _decide(request: HttpRequest, slip: HandOver, form: ReasonForm) -> str:
    if form.is_bound:
        left = handing.send_back(slip, _keys(request), Act(request.user, values=form.values()))  # type: ignore[arg-type]
    else:
        left = handing.accept(slip, _keys(request), Act(request.user))  # type: ignore[arg-type]
    if left:
        codes = ", ".join(item.dossier.public_code for item in left)
        messages.warning(request, _("These were decided by somebody else meanwhile: %(codes)s") % {"codes": codes})
    else:
        messages.success(request, _("Sent back") if form.is_bound else _("Accepted"))
    return reverse("admin:dossiers_counter_slip", args=[slip.uuid])


def printed(request: HttpRequest, site: dict[str, Any], slip: UUID) -> HttpResponse:
    found = _slip(request, slip)
    return paper(lambda sheet: hand_over_page(found, sheet), f"phieu-ban-giao-{found.day:%y%m%d}-{found.number:02d}")
