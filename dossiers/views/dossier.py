"""A dossier's own page, the list of one's dossiers, and the files."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dossiers import drafts, expiry, owners, workflow
from dossiers.act import Act, Refusal, WrongStatus
from dossiers.action import APPLICANT, SYSTEM, Action
from dossiers.answers import OWNER_IS
from dossiers.fees import fee_lines
from dossiers.forms import ActionForm
from dossiers.issued.shown import apart_from_money
from dossiers.models import Attachment, Dossier, DossierEvent, Opening, Status
from dossiers.names import NamesOf
from dossiers.opened.log import opened
from dossiers.outlook import national_state, outlook
from dossiers.reach import reachable
from dossiers.results import steps
from dossiers.results.models import Result
from dossiers.terms import shown as terms
from dossiers.thread import shown as thread
from dossiers.thread.models import Side, unread_messages
from dossiers.tracking import secret
from dossiers.views import compared, result, shown
from dossiers.views.deadline import meter
from dossiers.views.draft import find, to_deleted
from dossiers.views.ended_session import signed_in
from dossiers.views.forms import vietnamese
from portal import once
from portal.accounts.models import Identity
from portal.files.serve import serve
from procedures import fees

PER_PAGE = 20
CLAIMED = "owner_recognised"


@signed_in
def dossier_list(request: HttpRequest) -> HttpResponse:
    """What one handed in or owns, drafts included, the newest first."""
    _claim_once(request)
    own = Dossier.objects.visible_to(request.user).of(request.user)  # type: ignore[arg-type]
    own = own.annotate(new_messages=unread_messages(Side.APPLICANT))
    whole = own.select_related("edition__procedure", "agency", "received_by", "dispatch")
    found = whole.prefetch_related("results__corrections").order_by("-saved_at")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    rows = [(dossier, outlook(dossier), shown.needs_renewal(dossier), shown.term(dossier)) for dossier in page]
    return render(request, "dossiers/list.html", {"page": page, "rows": rows, "deleted": _deleted(request)})


def _claim_once(request: HttpRequest) -> None:
    """At the first visit of a session: what others have handed in for this person becomes theirs to see. What is handed
    in later finds its owner itself."""
    if CLAIMED in request.session:
        return
    request.session[CLAIMED] = True
    if identity := Identity.objects.filter(user=request.user.pk).first():
        owners.claim(identity)


def _deleted(request: HttpRequest) -> list[tuple[Dossier, datetime]]:
    """Drafts that can be brought back, each with until when."""
    found = Dossier.objects.deleted_drafts_of(request.user).select_related("edition__procedure")  # type: ignore[arg-type]
    kept = found.filter(deleted_at__gt=timezone.now() - expiry.BROUGHT_BACK_WITHIN)
    return [(draft, expiry.gone_at(draft)) for draft in kept.order_by("-deleted_at")]


@signed_in
def dossier_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where the dossier stands; a post does one of the applicant's actions."""
    try:
        dossier = find(request, uuid)
    except Http404:
        return to_deleted(request, uuid)
    if dossier.status == Status.DRAFT:
        return _to_draft(dossier)
    refused: ActionForm | None = None
    if request.method == "POST":
        try:
            refused = form = _applicants_action(request).form(request.POST)
            if form.is_valid():
                return once.answer_once(request, lambda: _act(request, dossier, form))
        except Refusal as refusal:
            refused = ActionForm(request.POST)
            refused.add_error(None, str(refusal))
            dossier = find(request, uuid)
    return render(request, "dossiers/dossier.html", _context(request, dossier, refused), status=409 if refused else 200)


def _to_draft(draft: Dossier) -> HttpResponse:
    number = drafts.first_open_step(draft)
    return redirect("dossier_step", draft.uuid, number) if number else redirect("dossier_review", draft.uuid)


def _applicants_action(request: HttpRequest) -> Action:
    """The action asked for. Raises ``WrongStatus`` for one that is not the applicant's."""
    action = workflow.ACTIONS.get(request.POST.get("action", ""))
    if action is None or APPLICANT not in action.roles or action is workflow.SUBMIT or action.page:
        raise WrongStatus
    return action


def _act(request: HttpRequest, dossier: Dossier, form: ActionForm) -> str:
    act = Act(request.user, values=form.values())  # type: ignore[arg-type]
    workflow.perform(_applicants_action(request), dossier, act)
    return reverse("dossier", args=[dossier.uuid])


def _context(request: HttpRequest, dossier: Dossier, refused: ActionForm | None) -> dict[str, Any]:
    actions = workflow.available(dossier, request.user)  # type: ignore[arg-type]
    apart = (steps.RECEIVE_ONLINE, steps.ACKNOWLEDGE)
    mine = [action for action in actions if APPLICANT in action.roles and not action.page and action not in apart]
    charged = fee_lines(dossier)
    events = list(_told(dossier))
    names = NamesOf(dossier, events)
    return {
        "dossier": dossier,
        "outlook": outlook(dossier),
        "next": next((action for action in actions if action is workflow.SUPPLEMENT_COMPLETE), None),
        "meter": meter(dossier),
        "supplements": compared.requests(dossier),
        "lines": charged,
        "total": fees.total(charged),
        "form": refused,
        "actions": [(action, action.form(auto_id=f"{action.name}-%s")) for action in mine],
        "facts": _facts(dossier, names),
        "secret": secret.grouped(secret.of(dossier)),
        **result.context(request, dossier, actions),
        "result_waits": dossier.status == Status.FINISHED and dossier.return_by != Dossier.ReturnBy.ONLINE,
        "talk": thread.summary(dossier, Side.APPLICANT) if _is_theirs(request, dossier) else None,
        "national": national_state(dossier),
        "timeline": [_line(event, names) for event in events],
        "terms": terms.shown(dossier),
        "sections": shown.sections(dossier),
        "papers": shown.paper_rows(dossier),
        "issued_papers": apart_from_money(dossier),
    }


def _is_theirs(request: HttpRequest, dossier: Dossier) -> bool:
    return Dossier.objects.of(request.user).filter(pk=dossier.pk).exists()  # type: ignore[arg-type]


def _facts(dossier: Dossier, names: NamesOf) -> list[shown.Row]:
    number = _("Dossier code") if dossier.code else _("Provisional number")
    owner = [(_("Owner"), vietnamese(dossier.owner.get("name")))]
    if dossier.answer(OWNER_IS) not in drafts.SIGNED_IN:
        owner.append((_("Handed in by"), vietnamese(dossier.submitter or "–")))
    return [
        (number, dossier.public_code),
        *owner,
        (_("Received by"), vietnamese(names.of(dossier.received_by))),
        (_("Deciding agency"), vietnamese(names.of(dossier.agency))),
        (_("Return of the result"), str(Dossier.ReturnBy(dossier.return_by).label)),
        (_("Secret of the receipt"), format_html('<span class="code">{}</span>', secret.grouped(secret.of(dossier)))),
    ]


def _told(dossier: Dossier) -> QuerySet[DossierEvent]:
    """The newest first, without what the agencies do among themselves."""
    events = dossier.events.exclude(action__in=workflow.INTERNAL)
    return events.select_related("agency").order_by("-number")


def _line(event: DossierEvent, names: NamesOf) -> dict[str, Any]:
    """An event in the citizen's words."""
    action = workflow.ACTIONS.get(event.action)
    alone = _("the portal") if event.role == SYSTEM else _("the applicant")
    return {
        "title": action.done if action else event.action,
        "at": event.at,
        "by": vietnamese(names.at(event)) if event.agency else alone,
        "note": vietnamese(event.note),
    }


@require_GET
@signed_in
def file(request: HttpRequest, uuid: UUID, file_uuid: UUID) -> HttpResponseBase:
    """A paper or a released result, as a download."""
    files = Attachment.objects.visible_to(request.user).filter(dossier__in=reachable(request))
    found = get_object_or_404(files.select_related("stored", "dossier"), uuid=file_uuid, dossier__uuid=uuid)
    opened(found.dossier, request.user, Opening.What.FILE)  # type: ignore[arg-type]
    answer = serve(found.stored)
    if found.kind == Attachment.Kind.RESULT:
        _note_download(request, found)
    return answer


def _note_download(request: HttpRequest, file: Attachment) -> None:
    """The first one by the applicant is kept: officials see that the result arrived."""
    own = Dossier.objects.of(request.user).filter(pk=file.dossier_id)  # type: ignore[arg-type]
    if own.exists():
        Result.objects.filter(file=file, downloaded_at__isnull=True).update(downloaded_at=timezone.now())
