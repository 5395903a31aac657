"""The pages of a draft: its place, its steps, the review and the hand-in."""

import json
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import drafts
from dossiers.act import EditedElsewhere, Refusal, WrongStatus
from dossiers.answers import OWNER_IS
from dossiers.autosave import page_tags
from dossiers.models import Dossier, DossierQuerySet, Opening, Status
from dossiers.opened.log import opened
from dossiers.reach import reachable
from dossiers.results import returning
from dossiers.step_form import step_form
from dossiers.views import conflict, shown
from dossiers.views.ended_session import View, forget, signed_in, typed_before
from dossiers.views.forms import DeclarationForm, PlaceForm
from portal import once
from portal.accounts.models import Identity
from procedures.models import READ_SELDOM
from procedures.questions import AnswersForm, Step

REVIEW = "xem-lai"
"""Value of ``?ve=``: come back to the review once this is saved."""


def find(request: HttpRequest, uuid: UUID) -> Dossier:
    """404 for strangers, as if there were nothing."""
    mine = _with_all(Dossier.objects.drafts_of(request.user)).filter(uuid=uuid).first()  # type: ignore[arg-type]
    if mine is not None:
        return mine
    dossier = get_object_or_404(_with_all(reachable(request)), uuid=uuid)
    opened(dossier, request.user, Opening.What.PAGE)  # type: ignore[arg-type]
    return dossier


def _with_all(dossiers: DossierQuerySet) -> DossierQuerySet:
    """Read with what every page of a dossier shows."""
    joined = dossiers.select_related(
        "edition__procedure", "edition__field", "case", "agency", "received_by", "submitter"
    )
    return joined.defer(*(f"edition__{column}" for column in READ_SELDOM))


def draft_page(view: View) -> View:
    """For pages of a draft by its ``uuid``; one already handed in leads to its own page."""

    @wraps(view)
    def page(request: HttpRequest, uuid: UUID, **kwargs: Any) -> HttpResponseBase:
        try:
            draft = find(request, uuid)
        except Http404:
            return to_deleted(request, uuid)
        try:
            return view(request, draft, **kwargs) if draft.status == Status.DRAFT else _too_late(request, uuid)
        except WrongStatus:
            messages.info(request, _("This dossier has been submitted; it can no longer be changed here."))
            return redirect("dossier", uuid=uuid)

    return signed_in(page)


def to_deleted(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One's own deleted draft is among the deleted ones; raises ``Http404`` for anything else. A form used before it
    was deleted, the one that deleted it among them, gets its first answer once more."""
    get_object_or_404(Dossier.objects.deleted_drafts_of(request.user), uuid=uuid)  # type: ignore[arg-type]
    if request.method == "POST" and once.is_used(request):
        return once.answer_once(request, lambda: reverse("dossiers"))
    messages.info(request, _("This draft is deleted. You can bring it back below."))
    return redirect("dossiers")


def _too_late(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A form used before gets its first answer once more; all else raises ``WrongStatus``."""

    def refuse() -> str:
        raise WrongStatus

    return once.answer_once(request, refuse) if request.method == "POST" else redirect("dossier", uuid=uuid)


def sent_version(request: HttpRequest) -> int:
    return version_in(request.POST)


def version_in(form: QueryDict) -> int:
    """The version of the draft the page was made from; one that never was, if it is not a number."""
    sent = form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


# --- Place ------------------------------------------------------------------------------------


@draft_page
def place(request: HttpRequest, draft: Dossier) -> HttpResponse:
    identity = get_object_or_404(Identity, user=draft.submitter)
    form = PlaceForm(
        request.POST if request.method == "POST" else typed_before(request),
        edition=draft.edition,
        owners=drafts.owners_for(draft.edition, identity),
        initial={
            "case": draft.case.number,
            "agency": str(draft.agency.uuid),
            "owner_is": draft.answer(OWNER_IS),
        },
    )
    context = {"draft": draft, "form": form, "way": shown.way(draft, "place")}
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer_once(request, lambda: _move(request, draft, form))
        except EditedElsewhere as refusal:
            form.add_error(None, str(refusal))
            draft.refresh_from_db()
    return render(request, "dossiers/place.html", context)


def _move(request: HttpRequest, draft: Dossier, form: PlaceForm) -> str:
    drafts.move(draft, form.place(), sent_version(request))
    forget(request)
    return _after(request, reverse("dossier_step", args=[draft.uuid, 1]), draft)


# --- Steps ------------------------------------------------------------------------------------


@draft_page
def step(request: HttpRequest, draft: Dossier, number: int) -> HttpResponse:
    """One step of the form. What is saved counts; what was saved elsewhere meanwhile is never overwritten unseen."""
    steps = drafts.plan(draft)
    if not 1 <= number <= len(steps):
        raise Http404
    here = steps[number - 1]
    waiting = typed_before(request) if request.method == "GET" else None
    form = step_form(draft, here, request.POST if request.method == "POST" else waiting)
    if request.POST.get("row"):
        form = form.with_rows(request.POST["row"])
    elif request.method == "POST" and form.is_valid():
        response = _answer_once_or_none(request, draft, here, form)
        return response or conflict.page(request, draft, here, form, number)
    version = _made_from(request, draft, waiting)
    context = {
        "draft": draft,
        "form": shown.with_sources(form, draft, drafts.known_facts(draft)),
        "step": here,
        "number": number,
        "version": version,
        "tags": json.dumps(page_tags(draft, here, version)),
        "is_unsaved": bool(waiting) or request.method == "POST",
        "way": shown.way(draft, number),
        "locked": shown.locked_rows(draft, here),
        "waiting": bool(waiting),
        "back": reverse("dossier_step", args=[draft.uuid, number - 1]) if number > 1 else "",
    }
    return render(request, "dossiers/step.html", context)


def _made_from(request: HttpRequest, draft: Dossier, waiting: Any) -> int:
    """The version of the draft that this page, sent back or new, knows."""
    if request.method == "POST":
        return sent_version(request)
    return version_in(waiting) if waiting else draft.version


def _answer_once_or_none(request: HttpRequest, draft: Dossier, here: Step, form: AnswersForm) -> HttpResponse | None:
    """``None`` where the draft has another content by now, be it from elsewhere or from an older use of this page."""
    try:
        response = once.answer_once(request, lambda: _save(request, draft, here, form))
    except EditedElsewhere:
        return None
    return None if response.status_code == 409 else response


def _save(request: HttpRequest, draft: Dossier, here: Step, form: AnswersForm) -> str:
    drafts.save_answers(draft, here, form.answers(), sent_version(request))
    forget(request)
    names = [step.name for step in drafts.plan(draft)]
    following = names.index(here.name) + 2
    onward = reverse("dossier_step", args=[draft.uuid, following]) if following <= len(names) else ""
    return _after(request, onward or reverse("dossier_papers", args=[draft.uuid]), draft)


def _after(request: HttpRequest, onward: str, draft: Dossier) -> str:
    return reverse("dossier_review", args=[draft.uuid]) if request.GET.get("ve") == REVIEW else onward


# --- Review -----------------------------------------------------------------------------------


@draft_page
def review(request: HttpRequest, draft: Dossier) -> HttpResponse:
    """Everything once more; from here it is handed in, once however often pressed."""
    form = DeclarationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer_once(request, lambda: _submit(request, draft))
        except WrongStatus:
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            draft = find(request, draft.uuid)
    context = {
        "draft": draft,
        "form": form,
        "sections": shown.sections(draft),
        "papers": shown.paper_rows(draft),
        "gaps": shown.gap_links(draft),
        "postage": returning.postage(draft),
        "way": shown.way(draft, "review"),
        "back": reverse("dossier_papers", args=[draft.uuid]),
    }
    return render(request, "dossiers/review.html", context)


def _submit(request: HttpRequest, draft: Dossier) -> str:
    drafts.submit(draft, request.user, sent_version(request))  # type: ignore[arg-type]
    return reverse("dossier", args=[draft.uuid])
