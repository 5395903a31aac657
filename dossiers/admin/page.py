"""One dossier at the desk: what it holds, what has happened, and what this official may do now."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import workflow
from dossiers.act import Act, Refusal, WrongStatus
from dossiers.admin.urgency import urgency
from dossiers.admin.worklist import reachable
from dossiers.forms import ActionForm
from dossiers.models import Attachment, Dossier, DossierEvent
from dossiers.views import shown
from dossiers.views.forms import vietnamese
from dossiers.workflow import Action
from portal import once
from portal.files.storage import store


def find(request: HttpRequest, key: UUID) -> Dossier:
    """404 for a dossier of other agencies, as for one that is not there (D3)."""
    wanted = reachable(request).select_related("edition__procedure", "case", "agency", "received_by", "submitter")
    return get_object_or_404(wanted, uuid=key)


def view(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    dossier = find(request, key)
    asked: ActionForm | None = None
    if request.method == "POST":
        name = request.POST.get("action", "")
        try:
            action = _desk_action(name)
            form = asked = action.form(request.POST, request.FILES, auto_id=f"{name}-%s")
            if form.is_valid():
                return once.answer_once(request, lambda: _act(request, dossier, action, form))
        except Refusal as refusal:
            asked = asked or ActionForm(request.POST)
            asked.add_error(None, str(refusal))
            dossier = find(request, key)
        return TemplateResponse(
            request, "admin/dossiers/page.html", site | _context(request, dossier, name, asked), status=409
        )
    return TemplateResponse(request, "admin/dossiers/page.html", site | _context(request, dossier, "", None))


def _desk_action(name: str) -> Action:
    action = workflow.ACTIONS.get(name)
    if action is None or action.part is None:
        raise WrongStatus
    return action


def _act(request: HttpRequest, dossier: Dossier, action: Action, form: ActionForm) -> str:
    """Store what was uploaded and perform, in one transaction: of a refused act not even the file's row remains."""
    values = form.values()
    for field, upload in form.files.items():
        if field in form.fields:
            values[field] = store(form.cleaned_data[field] or upload, by=request.user)  # type: ignore[arg-type]
    workflow.perform(action, dossier, Act(request.user, values=values))  # type: ignore[arg-type]
    return reverse("admin:dossiers_dossier_page", args=[dossier.uuid])


def _context(request: HttpRequest, dossier: Dossier, name: str, asked: ActionForm | None) -> dict[str, Any]:
    possible = [action for action in workflow.available(dossier, request.user) if action.part is not None]  # type: ignore[arg-type]
    forms = [
        (action, asked if asked is not None and action.name == name else action.form(auto_id=f"{action.name}-%s"))
        for action in possible
    ]
    results = dossier.attachments.filter(kind=Attachment.Kind.RESULT).select_related("stored")
    return {
        "title": dossier.public_code,
        "dossier": dossier,
        "urgency": urgency(dossier),
        "main_actions": [(action, form) for action, form in forms if not action.is_grave],
        "grave_actions": [(action, form) for action, form in forms if action.is_grave],
        "form": asked,
        "refused": asked if asked is not None and name not in {action.name for action in possible} else None,
        "facts": _facts(dossier),
        "sections": shown.sections(dossier),
        "papers": shown.paper_rows(dossier),
        "results": results,
        "timeline": [_line(event) for event in dossier.events.select_related("agency").order_by("-number")],
        "owed": list(dossier.owed.unsent().order_by("pk")),
    }


def _facts(dossier: Dossier) -> list[shown.Row]:
    owner = dossier.owner
    return [
        (_("Owner"), vietnamese(owner.get("name"))),
        (_("Identity number or tax code"), owner.get("tax_code") or owner.get("id_number") or "–"),
        (_("Telephone"), owner.get("phone") or "–"),
        (_("Address"), vietnamese(owner.get("address") or "–")),
        (_("Handed in by"), vietnamese(dossier.submitter or "–")),
        (_("Received by"), vietnamese(dossier.received_by)),
        (_("Deciding agency"), vietnamese(dossier.agency)),
        (_("Return of the result"), str(Dossier.ReturnBy(dossier.return_by).label)),
    ]


def _line(event: DossierEvent) -> dict[str, Any]:
    action = workflow.ACTIONS.get(event.action)
    who = event.by_name + (f", {event.by_title}" if event.by_title else "")
    return {
        "title": action.done if action else event.action,
        "at": event.at,
        "by": vietnamese(f"{who} – {event.agency}" if event.agency else who),
        "note": vietnamese(event.note),
    }
