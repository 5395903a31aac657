"""One dossier at the desk: what it holds, what has happened, and what this official may do now."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import notices, workflow
from dossiers.act import Refusal, WrongStatus
from dossiers.action import NATION, Action
from dossiers.admin import travel
from dossiers.admin.doing import do
from dossiers.admin.terms import panel as terms
from dossiers.admin.urgency import urgency
from dossiers.desk import marks
from dossiers.desk.seat import Seat
from dossiers.forms import ActionForm
from dossiers.issued.shown import issued
from dossiers.link.deciding import decided_about
from dossiers.models import CorrectionRequest, Dossier, DossierEvent, Opening, Result
from dossiers.names import NamesOf
from dossiers.opened.log import opened
from dossiers.process import steps as process
from dossiers.process.shown import course
from dossiers.results import returning, steps
from dossiers.standing import Ties
from dossiers.thread import acts as writing
from dossiers.thread import shown as thread
from dossiers.thread.models import Side
from dossiers.views import compared, shown
from dossiers.views.forms import vietnamese
from portal import once
from portal.notices.models import Notice
from procedures.models import READ_SELDOM

APART = {"", steps.DESK, process.DESK, *terms.PAGES}
"""Acts that are done on the page itself, or that a panel of their own leads to."""


def find(request: HttpRequest, key: UUID) -> Dossier:
    """404 for a dossier of other agencies, as for one that is not there (D3). Whose it is may read who opened it."""
    mine = Dossier.objects.reached_by(request.user)  # type: ignore[arg-type]
    wanted = mine.select_related("edition__procedure", "case", "agency", "received_by", "submitter")
    wanted = wanted.defer(*(f"edition__{column}" for column in READ_SELDOM))
    dossier = get_object_or_404(wanted, uuid=key)
    opened(dossier, request.user, Opening.What.PAGE)  # type: ignore[arg-type]
    return dossier


def view(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    dossier = find(request, key)
    if request.method != "POST":
        return _page(request, site, dossier)
    name = request.POST.get("action", "")
    asked = ActionForm(request.POST)
    try:
        action = _desk_action(name)
        asked = action.form(request.POST, request.FILES, auto_id=f"{name}-%s")
        if asked.is_valid():
            return once.answer_once(request, lambda: _act(request, dossier, action, asked))
    except Refusal as refusal:
        asked.add_error(None, str(refusal))
        return _page(request, site, find(request, key), name, asked, status=409)
    return _page(request, site, dossier, name, asked)


def _page(
    request: HttpRequest,
    site: dict[str, Any],
    dossier: Dossier,
    name: str = "",
    asked: ActionForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = site | _context(request, dossier, name, asked)
    return TemplateResponse(request, "admin/dossiers/page.html", context, status=status)


def _desk_action(name: str) -> Action:
    action = workflow.ACTIONS.get(name)
    if action is None or action.part is None or action.page:
        raise WrongStatus
    return action


def _act(request: HttpRequest, dossier: Dossier, action: Action, form: ActionForm) -> str:
    """Store what was uploaded and perform, in one transaction: of a refused act not even the file's row remains."""
    do(request, dossier, action, form)
    return reverse("admin:dossiers_dossier_page", args=[dossier.uuid]) + travel.kept(request)


def _context(request: HttpRequest, dossier: Dossier, name: str, asked: ActionForm | None) -> dict[str, Any]:
    possible = [action for action in workflow.available(dossier, request.user) if action.part is not None]  # type: ignore[arg-type]
    forms = [
        (action, asked if asked is not None and action.name == name else action.form(auto_id=f"{action.name}-%s"))
        for action in possible
        if not action.page
    ]
    seat = Seat(request.user)  # type: ignore[arg-type]
    events = list(dossier.events.select_related("agency").order_by("-number"))
    names = NamesOf(dossier, events)
    results = Result.objects.filter(dossier=dossier).select_related("file__stored").order_by("-pk")
    return {
        "title": dossier.public_code,
        "dossier": dossier,
        "is_own": Ties(dossier, request.user).is_applicant,  # type: ignore[arg-type]
        "urgency": urgency(dossier, seat.now, seat.near_ends),
        "way": travel.way(request, seat),
        "way_kept": travel.kept(request),
        "pages": [action for action in possible if action.page not in APART],
        "process_acts": [_with_forms(acts) for acts in process.parted(possible)],
        "course": course(dossier),
        "terms": terms.panel(dossier, possible),
        "may_correct": any(action.page == steps.DESK for action in possible),
        "postage": returning.postage(dossier),
        "corrections": CorrectionRequest.objects.filter(result__dossier=dossier).select_related("file__stored"),
        **_ranked(forms, name, possible),
        "form": asked,
        "typed": _typed(asked) if name not in {action.name for action in possible} else [],
        "facts": _facts(dossier, names),
        "sections": shown.sections(dossier),
        "papers": shown.paper_rows(dossier),
        "supplements": compared.requests(dossier),
        "talk": thread.summary(dossier, Side.AGENCY) if writing.official(dossier, request.user) else None,  # type: ignore[arg-type]
        "results": results,
        "issued": issued(dossier),
        "timeline": [_line(event, names) for event in events],
        "notices": Notice.objects.about(notices.topic(dossier)),
        "owed": list(dossier.owed.unsent().order_by("pk")),
        "link_decisions": decided_about(dossier),
        "note_form": marks.NoteForm(),
        **marks.beside(seat, dossier),
    }


def _ranked(forms: list[tuple[Action, ActionForm]], name: str, possible: list[Action]) -> dict[str, Any]:
    """One act stands open: that whose form came back, else the first of the table that is not grave, unless a proposal
    is to be approved first. The others wait folded, grave ones last."""
    is_open = process.APPROVE not in possible
    wanted = (pair for pair in forms if pair[0].name == name or (is_open and not pair[0].is_grave))
    first = min(wanted, key=lambda pair: pair[0].name != name, default=None)
    rest = sorted((pair for pair in forms if pair is not first), key=lambda pair: pair[0].is_grave)
    return {"first_action": first, "more_actions": rest}


def _with_forms(acts: list[Action]) -> list[tuple[Action, ActionForm | None]]:
    """Each with its form where that asks nothing; what asks more has a page of its own."""
    return [(act, act.form(auto_id=f"{act.name}-%s") if process.asks_nothing(act) else None) for act in acts]


def _typed(asked: ActionForm | None) -> list[shown.Row]:
    """The words of a form that has no place on the page any more: they are shown, so that nothing typed is lost."""
    if asked is None:
        return []
    texts = ((field.label, field.value()) for field in asked if not field.field.widget.needs_multipart_form)
    return [(str(label), vietnamese(text)) for label, text in texts if text]


def _facts(dossier: Dossier, names: NamesOf) -> list[shown.Row]:
    owner = dossier.owner
    return [
        (_("Identity number or tax code"), owner.get("tax_code") or owner.get("id_number") or "–"),
        (_("Telephone"), owner.get("phone") or "–"),
        (_("Address"), vietnamese(owner.get("address") or "–")),
        (_("Handed in by"), vietnamese(dossier.submitter or "–")),
        (_("Received by"), vietnamese(names.of(dossier.received_by))),
        (_("Deciding agency"), vietnamese(names.of(dossier.agency))),
        (_("Return of the result"), str(Dossier.ReturnBy(dossier.return_by).label)),
    ]


def _line(event: DossierEvent, names: NamesOf) -> dict[str, Any]:
    action = workflow.ACTIONS.get(event.action)
    alone = _("the citizen, at the national portal") if event.role == NATION else _("the portal")
    who = event.by_name + (f", {event.by_title}" if event.by_title else "")
    return {
        "title": action.done if action else event.action,
        "at": event.at,
        "by": vietnamese(f"{who} – {names.at(event)}") if event.agency else vietnamese(who) or alone,
        "note": vietnamese(event.note),
    }
