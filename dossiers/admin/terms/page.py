"""One dossier's deadline at the desk: a financial duty, stopping, the apology with a new date, refusal."""

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
from dossiers.admin.terms.panel import panel
from dossiers.forms import ActionForm
from dossiers.models import Dossier
from dossiers.terms import steps
from portal import once
from portal.calendar.current import work_calendar
from procedures import deadlines

HERE = {action.name: action for action in steps.TABLE if action.page == steps.DESK}


def view(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    dossier = find(request, key)
    if request.method == "POST":
        return _post(request, site, dossier)
    if not possible(request, dossier):
        messages.info(request, _("Nothing can be done about the deadline of this dossier now."))
        return redirect("admin:dossiers_dossier_page", dossier.uuid)
    return _page(request, site, dossier, {})


def possible(request: HttpRequest, dossier: Dossier) -> list[Action]:
    """What this official may do here now; who may sign an apology needs no draft of their own."""
    found = [action for action in workflow.available(dossier, request.user) if action.name in HERE]  # type: ignore[arg-type]
    return [action for action in found if action is not steps.DRAFT_APOLOGY or steps.RESCHEDULE not in found]


def _post(request: HttpRequest, site: dict[str, Any], dossier: Dossier) -> HttpResponse:
    """What was typed stays on the page, whatever is refused."""
    name = request.POST.get("action", "")
    asked = ActionForm(request.POST)
    try:
        if name not in HERE:
            raise WrongStatus
        asked = HERE[name].form(request.POST, request.FILES, dossier=dossier, auto_id=f"{name}-%s")  # type: ignore[call-arg]
        if asked.is_valid():
            return once.answer_once(request, lambda: _act(request, dossier, HERE[name], asked))
    except Refusal as refusal:
        asked.add_error(None, str(refusal))
        return _page(request, site, find(request, dossier.uuid), {name: asked}, status=409)
    return _page(request, site, dossier, {name: asked})


def _act(request: HttpRequest, dossier: Dossier, action: Action, form: ActionForm) -> str:
    do(request, dossier, action, form)
    messages.success(request, str(action.done))
    return reverse("admin:dossiers_dossier_page", args=[dossier.uuid])


def _page(
    request: HttpRequest, site: dict[str, Any], dossier: Dossier, sent: dict[str, ActionForm], *, status: int = 200
) -> HttpResponse:
    acts = possible(request, dossier)
    forms = [
        (action, sent.get(action.name) or action.form(dossier=dossier, auto_id=f"{action.name}-%s"))  # type: ignore[call-arg]
        for action in acts
    ]
    context = site | {
        "title": _("Deadline of the dossier"),
        "dossier": dossier,
        "terms": panel(dossier, acts),
        "apology_by": deadlines.apology_by(dossier.due_at, work_calendar()) if dossier.due_at else None,
        "forms": [(action, form) for action, form in forms if action not in WEIGHTY],
        "weighty": [(action, form) for action, form in forms if action in WEIGHTY],
        "sent": next(iter(sent), ""),
        "form": next(iter(sent.values()), None),
    }
    return TemplateResponse(request, "admin/dossiers/terms.html", context, status=status)


WEIGHTY = (steps.ASK_DUTY, steps.STOP, steps.REFUSE_APPRAISED)
"""Seldom done and far-reaching: opened by who looks for them."""
