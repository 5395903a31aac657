"""The internal process at the desk: its panel on the dossier's page, and the page on which one act of it is done."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act, Refusal, WrongStatus
from dossiers.action import Action
from dossiers.admin import travel
from dossiers.admin.doing import do
from dossiers.admin.page import find
from dossiers.models import Dossier
from dossiers.process import steps
from dossiers.process.forms import ProcessForm
from dossiers.process.look import look
from dossiers.process.shown import course
from portal import once

HERE = {action.name: action for action in steps.TABLE if action.page == steps.DESK}


def view(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    """``?viec=`` names the act; one that is not possible leads back to the dossier, which says what is."""
    if request.method == "POST":
        return _post(request, site, key)
    dossier = find(request, key)
    action = HERE.get(request.GET.get("viec", ""))
    if action is None or action not in workflow.available(dossier, request.user):  # type: ignore[arg-type]
        if action is not None:
            messages.info(request, _refusal(request, dossier, action))
        return redirect("admin:dossiers_dossier_page", dossier.uuid)
    return _page(request, site, dossier, action, _form(request, dossier, action))


def _refusal(request: HttpRequest, dossier: Dossier, action: Action) -> str:
    """Why it is not possible now."""
    try:
        action.guard(dossier, Act(request.user))  # type: ignore[arg-type]
    except Refusal as refusal:
        return str(refusal)
    return str(WrongStatus.message)


def _post(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    """What was typed stays on the page, whatever is refused."""
    try:
        dossier = find(request, key)
    except Http404:
        return _answered_before(request)
    action = HERE.get(request.POST.get("action", ""))
    if action is None:
        return redirect("admin:dossiers_dossier_page", dossier.uuid)
    asked = _form(request, dossier, action)
    if not asked.is_valid():
        return _page(request, site, dossier, action, asked)
    try:
        return once.answer_once(request, lambda: _act(request, dossier, action, asked))
    except Refusal as refusal:
        asked.add_error(None, str(refusal))
        return _page(request, site, find(request, key), action, asked, status=409)


def _answered_before(request: HttpRequest) -> HttpResponse:
    """Whose part ended with their own act, and who pressed twice, gets the first answer; everybody else 404."""
    if once.FIELD not in request.POST:
        raise Http404

    def refuse() -> str:
        raise Http404

    return once.answer_once(request, refuse)


def _form(request: HttpRequest, dossier: Dossier, action: Action) -> ProcessForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = cast(type[ProcessForm], action.form)
    return form(*sent, auto_id=f"{action.name}-%s", seen=look(dossier, Act(request.user)))  # type: ignore[arg-type]


def _act(request: HttpRequest, dossier: Dossier, action: Action, form: ProcessForm) -> str:
    """Store what was uploaded and perform, in one transaction."""
    do(request, dossier, action, form)
    messages.success(request, str(action.done))
    if Dossier.objects.reached_by(request.user).filter(pk=dossier.pk).exists():  # type: ignore[arg-type]
        return reverse("admin:dossiers_dossier_page", args=[dossier.uuid]) + travel.kept(request)
    return reverse("admin:dossiers_dossier_changelist")


def _page(
    request: HttpRequest,
    site: dict[str, Any],
    dossier: Dossier,
    action: Action,
    form: ProcessForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = site | {
        "title": action.label,
        "dossier": dossier,
        "action": action,
        "form": form,
        "kind": "warning" if action.is_grave else "",
        "approval": look(dossier, Act(request.user)).pending,  # type: ignore[arg-type]
        "course": course(dossier),
    }
    return TemplateResponse(request, "admin/dossiers/step.html", context, status=status)
