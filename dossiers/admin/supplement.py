"""Asking for a supplement at the desk: walk through everything, look at it as the citizen will, send."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import workflow
from dossiers.act import Act, Refusal, WrongStatus
from dossiers.action import Action
from dossiers.admin.page import find
from dossiers.admin.supplement_form import Walk
from dossiers.models import Dossier
from dossiers.supplement import asking
from dossiers.terms import steps
from portal import once

PREVIEW, EDIT, REST = "preview", "edit", "rest"
SAID = {
    asking.NAME: gettext_lazy("The supplement has been asked for; the citizen sees the list."),
    steps.PROPOSE_SUPPLEMENT.name: gettext_lazy("The further request has been proposed; a leader decides."),
}


def view(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    dossier = find(request, key)
    if request.method == "POST":
        return _post(request, site, dossier)
    if not _may_ask(request, dossier):
        messages.info(request, _("A supplement cannot be asked for in this dossier now."))
        return redirect("admin:dossiers_dossier_page", dossier.uuid)
    return _form(request, site, dossier, Walk(dossier))


def _post(request: HttpRequest, site: dict[str, Any], dossier: Dossier) -> HttpResponse:
    """Whatever is pressed, what was typed stays."""
    asked, action = Walk(dossier, request.POST), request.POST.get("action", "")
    if not _may_ask(request, dossier):
        return _too_late(request, site, dossier, asked)
    if request.POST.get(REST):
        return _form(request, site, dossier, asked.rest_is_fine(request.POST[REST]))
    if action == EDIT:
        return _form(request, site, dossier, asked.without_complaints())
    if not asked.is_valid():
        return _form(request, site, dossier, asked)
    if not asked.fixes():
        return _refused(request, site, dossier, asked, asking.NothingAsked())
    asking_act = _act_for(dossier)
    if action != asking_act.name:
        return _preview(request, site, dossier, asked)
    try:
        return once.answer_once(request, lambda: _ask(request, dossier, asking_act, asked))
    except Refusal as refusal:
        return _refused(request, site, dossier, asked, refusal, status=409)


def _act_for(dossier: Dossier) -> Action:
    """The first request is the official's to send; a further one is proposed to a leader."""
    return steps.PROPOSE_SUPPLEMENT if dossier.supplements.exists() else workflow.ASK_SUPPLEMENT


def _may_ask(request: HttpRequest, dossier: Dossier) -> bool:
    return _act_for(dossier) in workflow.available(dossier, request.user)  # type: ignore[arg-type]


def _too_late(request: HttpRequest, site: dict[str, Any], dossier: Dossier, asked: Walk) -> HttpResponse:
    """A form used before gets its first answer once more; with another, what was typed stays in sight."""

    def refuse() -> str:
        raise WrongStatus

    try:
        return once.answer_once(request, refuse)
    except WrongStatus as refusal:
        return _refused(request, site, dossier, asked.without_complaints(), refusal, status=409)


def _ask(request: HttpRequest, dossier: Dossier, action: Action, asked: Walk) -> str:
    act = Act(request.user, values=asked.values())  # type: ignore[arg-type]
    workflow.perform(action, dossier, act)
    messages.success(request, str(SAID[action.name]))
    return reverse("admin:dossiers_dossier_page", args=[dossier.uuid])


def _refused(
    request: HttpRequest, site: dict[str, Any], dossier: Dossier, asked: Walk, refusal: Refusal, *, status: int = 200
) -> HttpResponse:
    asked.general.add_error(None, str(refusal))
    if isinstance(refusal, WrongStatus):
        dossier.refresh_from_db()
    return _form(request, site, dossier, asked, status=status)


def _form(
    request: HttpRequest, site: dict[str, Any], dossier: Dossier, asked: Walk, *, status: int = 200
) -> HttpResponse:
    context = site | _head(dossier) | {
        "walk": asked,
        "is_late": asking.is_late(dossier, timezone.now()),
        "earlier": dossier.supplements.count(),
    }  # fmt: skip
    return TemplateResponse(request, "admin/dossiers/ask.html", context, status=status)


def _preview(request: HttpRequest, site: dict[str, Any], dossier: Dossier, asked: Walk) -> HttpResponse:
    kept_out = {"csrfmiddlewaretoken", once.FIELD, "action", REST}
    context = site | _head(dossier) | {
        "walk": asked,
        "note": asked.general.cleaned_data["note"],
        "due_at": asked.general.due_at(),
        "ground": asked.general.cleaned_data.get("ground", ""),
        "act": _act_for(dossier).name,
        "typed": [(name, text) for name, texts in request.POST.lists() if name not in kept_out for text in texts],
    }  # fmt: skip
    return TemplateResponse(request, "admin/dossiers/ask_preview.html", context)


def _head(dossier: Dossier) -> dict[str, Any]:
    return {"title": str(_act_for(dossier).label), "dossier": dossier}
