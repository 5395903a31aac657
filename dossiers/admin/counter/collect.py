"""Giving results back at the counter: find, check who came, hand over, print."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import workflow
from dossiers.act import Act, Refusal
from dossiers.admin.counter.access import clerk_units
from dossiers.admin.page import find as found_by_key
from dossiers.counter import collecting
from dossiers.counter.desk_forms import CollectForm
from dossiers.documents.views import kept
from dossiers.issued.issuing import owed_to
from dossiers.models import Collection, Dossier, HandOverItem, PaperTaken, Status
from portal import once


def find(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    """What is searched may be an identity number: it is posted, so that it stands in no address."""
    clerk_units(request)
    text = collecting.code_in(request.POST.get("q", ""))[:100] if request.method == "POST" else ""
    rows = list(collecting.found(request.user, text)[: collecting.SHOWN])  # type: ignore[arg-type]
    if text and len(rows) == 1 and rows[0].status == Status.FINISHED:
        return redirect("admin:dossiers_counter_collect", rows[0].uuid)
    held = [] if text else collecting.with_originals(request.user)[: collecting.SHOWN]  # type: ignore[arg-type]
    context = site | {"title": _("Give results back"), "text": text, "rows": rows, "held": held}
    return TemplateResponse(request, "admin/dossiers/counter/find.html", context)


def one(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    clerk_units(request)
    dossier = found_by_key(request, key)
    proofs = collecting.proofs(dossier)
    form = CollectForm(request.POST if request.method == "POST" else None, proofs=proofs, initial=_owner(dossier))
    status = 200
    if request.method == "POST":
        try:
            if request.POST.get("action") == "give_back":
                return once.answer_once(request, lambda: _give_back(request, dossier))
            if form.is_valid():
                return once.answer_once(request, lambda: _give(request, dossier, form))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            dossier, status = found_by_key(request, key), 409
    return TemplateResponse(
        request, "admin/dossiers/counter/collect.html", site | _context(request, dossier, form), status=status
    )


def _owner(dossier: Dossier) -> dict[str, str]:
    """Mostly the owner comes; a business sends somebody. The number is typed from the paper that was seen."""
    owner = dossier.owner
    name = owner.get("name", "") if owner.get("kind") == "citizen" else ""
    return {"proof": Collection.Proof.IDENTITY, "name": name}


def _context(request: HttpRequest, dossier: Dossier, form: CollectForm) -> dict[str, Any]:
    may = workflow.HAND_OVER in workflow.available(dossier, request.user)  # type: ignore[arg-type]
    on_its_way = dossier.hand_overs.filter(state=HandOverItem.State.SENT).select_related("slip").first()
    return {
        "title": _("Give the result back"),
        "dossier": dossier,
        "form": form,
        "may_give": may,
        "held": PaperTaken.objects.held().filter(dossier=dossier).select_related("component"),
        "collection": Collection.objects.filter(dossier=dossier).first(),
        "on_its_way": on_its_way,
        "ticked": request.POST.getlist("held") if request.method == "POST" else None,
    }


def _papers(request: HttpRequest) -> list[int]:
    return [int(key) for key in request.POST.getlist("held") if key.isascii() and key.isdigit() and len(key) < 12]


def _give(request: HttpRequest, dossier: Dossier, form: CollectForm) -> str:
    collecting.give(dossier, form.cleaned_data, _papers(request), Act(request.user))  # type: ignore[arg-type]
    messages.success(request, _("The result is handed over. Print the receipt and let it be signed."))
    return reverse("admin:dossiers_counter_collect", args=[dossier.uuid])


def _give_back(request: HttpRequest, dossier: Dossier) -> str:
    given = collecting.give_back(dossier, _papers(request), Act(request.user))  # type: ignore[arg-type]
    messages.success(request, _("Originals given back: %(n)s") % {"n": len(given)})
    return reverse("admin:dossiers_counter_collect", args=[dossier.uuid])


def printed(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    dossier = found_by_key(request, key)
    get_object_or_404(Collection.objects.filter(dossier=dossier))
    return kept(owed_to(dossier.events.filter(action="hand_over").latest("number"), "result_receipt"))
