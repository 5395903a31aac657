"""A result that was issued, at the desk: what the citizen says of it, and correcting, keeping or revoking it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import workflow
from dossiers.act import Refusal, WrongStatus
from dossiers.action import Action
from dossiers.admin.doing import do
from dossiers.admin.page import find
from dossiers.forms import ActionForm
from dossiers.models import Dossier
from dossiers.results import issuing, steps
from portal import once

HERE = {action.name: action for action in steps.TABLE if action.page == steps.DESK}


def view(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    dossier = find(request, key)
    if request.method == "POST":
        return _post(request, site, dossier)
    if not possible(request, dossier):
        messages.info(request, _("The result of this dossier cannot be changed now."))
        return redirect("admin:dossiers_dossier_page", dossier.uuid)
    return _page(request, site, dossier, {})


def possible(request: HttpRequest, dossier: Dossier) -> list[Action]:
    """What this official may do to the result now."""
    return [action for action in workflow.available(dossier, request.user) if action.name in HERE]  # type: ignore[arg-type]


def _post(request: HttpRequest, site: dict[str, Any], dossier: Dossier) -> HttpResponse:
    """What was typed stays on the page, whatever is refused."""
    name = request.POST.get("action", "")
    asked = ActionForm(request.POST)
    try:
        action = _asked_for(name)
        asked = action.form(request.POST, request.FILES, auto_id=f"{name}-%s")
        if asked.is_valid():
            return once.answer_once(request, lambda: _act(request, dossier, action, asked))
    except Refusal as refusal:
        asked.add_error(None, str(refusal))
        return _page(request, site, find(request, dossier.uuid), {name: asked}, status=409)
    return _page(request, site, dossier, {name: asked})


def _asked_for(name: str) -> Action:
    if name not in HERE:
        raise WrongStatus
    return HERE[name]


def _act(request: HttpRequest, dossier: Dossier, action: Action, form: ActionForm) -> str:
    do(request, dossier, action, form)
    messages.success(request, str(action.done))
    return reverse("admin:dossiers_dossier_page", args=[dossier.uuid])


def _page(
    request: HttpRequest, site: dict[str, Any], dossier: Dossier, sent: dict[str, ActionForm], *, status: int = 200
) -> HttpResponse:
    result = issuing.current(dossier)
    initial = {issuing.OF: result.file.uuid} if result else {}
    forms = [
        (action, sent.get(action.name) or action.form(initial=initial, auto_id=f"{action.name}-%s"))
        for action in possible(request, dossier)
    ]
    context = site | {
        "title": _("Correct or revoke the result"),
        "dossier": dossier,
        "one": result,
        "forms": forms,
        "form": next(iter(sent.values()), None),
        "corrections": result.corrections.select_related("file__stored") if result else (),
    }
    return TemplateResponse(request, "admin/dossiers/result.html", context, status=status)
