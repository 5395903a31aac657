"""The pages of a draft: its place, its steps, the review and the hand-in."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import drafts
from dossiers.act import EditedElsewhere, Refusal, WrongStatus
from dossiers.answers import OWNER_IS, counted
from dossiers.models import Dossier, DossierQuerySet, Opening, Status
from dossiers.opened.log import opened
from dossiers.reach import reachable
from dossiers.results import returning
from dossiers.views import conflict, shown
from dossiers.views.ended_session import View, forget, signed_in, typed_before
from dossiers.views.forms import DeclarationForm, PlaceForm
from portal import once
from portal.accounts.models import Identity
from procedures.models import READ_SELDOM
from procedures.questions import AnswersForm, Step, asked_here

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
        draft = find(request, uuid)
        try:
            return view(request, draft, **kwargs) if draft.status == Status.DRAFT else _too_late(request, uuid)
        except WrongStatus:
            messages.info(request, _("This dossier has been submitted; it can no longer be changed here."))
            return redirect("dossier", uuid=uuid)

    return signed_in(page)


def _too_late(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A form used before gets its first answer once more; all else raises ``WrongStatus``."""

    def refuse() -> str:
        raise WrongStatus

    return once.answer_once(request, refuse) if request.method == "POST" else redirect("dossier", uuid=uuid)


def sent_version(request: HttpRequest) -> int:
    """The version of the draft the page was made from; one that never was, if it is not a number."""
    sent = request.POST.get("version", "")
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
    form = _answers_form(draft, here, request.POST if request.method == "POST" else waiting)
    if request.POST.get("row"):
        form = form.with_rows(request.POST["row"])
    elif request.method == "POST" and form.is_valid():
        response = _answer_once_or_none(request, draft, here, form)
        return response or conflict.page(request, draft, here, form, number)
    context = {
        "draft": draft,
        "form": form,
        "step": here,
        "version": waiting.get("version", draft.version) if waiting else draft.version,
        "way": shown.way(draft, number),
        "locked": shown.locked_rows(draft, here),
        "prefilled": shown.prefilled(here, draft),
        "waiting": bool(waiting),
        "back": reverse("dossier_step", args=[draft.uuid, number - 1]) if number > 1 else "",
    }
    if request.method == "POST":
        context["version"] = sent_version(request)
    return render(request, "dossiers/step.html", context)


def _answers_form(draft: Dossier, here: Step, typed: Any) -> AnswersForm:
    facts, elsewhere = drafts.known_facts(draft), answers_elsewhere(draft, here)
    asked = [question for question in asked_here(here, elsewhere) if not drafts.is_locked(question, facts)]
    known = elsewhere | {q.name: facts[q.prefill] for q in here.questions if drafts.is_locked(q, facts)}
    return AnswersForm(typed, questions=asked, initial=shown.initial(draft, asked, facts), known=known)


def answers_elsewhere(draft: Dossier, here: Step) -> dict[str, Any]:
    """What counts of the other steps, for conditions of this one."""
    own = {question.name for question in here.questions}
    return {name: value for name, value in counted(draft).answers.items() if name not in own}


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
