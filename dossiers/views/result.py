"""What an applicant does about a result: change how it comes back, and ask to correct it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import workflow
from dossiers.act import Act, Refusal, WrongStatus
from dossiers.action import Action
from dossiers.models import Dossier
from dossiers.results import issuing, returning, steps
from dossiers.results.forms import AskCorrectionForm
from dossiers.results.models import Result
from dossiers.standing import standing
from dossiers.step_form import initial
from dossiers.views.ended_session import View, signed_in
from portal import once
from portal.files.storage import store
from procedures.questions import AnswersForm

Page = Callable[[HttpRequest, Dossier], HttpResponse]


def page_of(action: Action) -> Callable[[Page], View]:
    """For the page of an applicant's act by the dossier's ``uuid``; where it is too late it leads to the dossier."""

    def decorate(view: Page) -> View:
        @wraps(view)
        def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
            dossier = get_object_or_404(Dossier.objects.of(request.user), uuid=uuid)  # type: ignore[arg-type]
            if standing(action, dossier, request.user) is None:  # type: ignore[arg-type]
                raise Http404
            if action in workflow.available(dossier, request.user):  # type: ignore[arg-type]
                return view(request, dossier)
            return _too_late(request, dossier)

        return signed_in(page)

    return decorate


def _too_late(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """A form used before gets its first answer once more."""

    def refuse() -> str:
        raise WrongStatus

    try:
        if request.method == "POST":
            return once.answer_once(request, refuse)
    except WrongStatus as refusal:
        messages.info(request, str(refusal))
    return redirect("dossier", uuid=dossier.uuid)


# --- The way back -----------------------------------------------------------------------------


@page_of(steps.CHANGE_RETURN)
def change_return(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    asked = returning.asked(dossier)
    standing = initial(dossier, asked, _known(dossier))
    typed = request.POST if request.method == "POST" else None
    form = AnswersForm(typed, questions=asked, initial=standing)
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer_once(request, lambda: _change(request, dossier, form))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"dossier": dossier, "form": form, "charges": returning.charges()}
    return render(request, "dossiers/return.html", context)


def _known(dossier: Dossier) -> dict[str, Any]:
    to = returning.recipient(dossier)
    return {"account.name": to.name, "account.phone": to.phone}


def _change(request: HttpRequest, dossier: Dossier, form: AnswersForm) -> str:
    act = Act(request.user, values={returning.ANSWERS: form.answers()})  # type: ignore[arg-type]
    workflow.perform(steps.CHANGE_RETURN, dossier, act)
    messages.success(request, _("You now get the result the way you chose."))
    return reverse("dossier", args=[dossier.uuid])


# --- Its correction ---------------------------------------------------------------------------


@page_of(steps.ASK_CORRECTION)
def ask_correction(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    result = issuing.current(dossier)
    assert result is not None  # noqa: S101  (the act would not be available)
    form = AskCorrectionForm(request.POST or None, request.FILES or None, initial={issuing.OF: result.file.uuid})
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer_once(request, lambda: _ask(request, dossier, form))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "dossiers/correction.html", {"dossier": dossier, "result": result, "form": form})


def _ask(request: HttpRequest, dossier: Dossier, form: AskCorrectionForm) -> str:
    values = form.values()
    if isinstance(values["shown"], UploadedFile):
        values["shown"] = store(values["shown"], by=request.user)  # type: ignore[arg-type]
    workflow.perform(steps.ASK_CORRECTION, dossier, Act(request.user, values=values))  # type: ignore[arg-type]
    messages.success(request, _("The agency has your request. It answers you here and by notice."))
    return reverse("dossier", args=[dossier.uuid])


# --- On the dossier's page --------------------------------------------------------------------


def context(request: HttpRequest, dossier: Dossier, actions: list[Action]) -> dict[str, Any]:
    """What the dossier's page says of results: each with its state, what may be done, and the way back."""
    results = list(Result.objects.filter(dossier=dossier).select_related("file__stored").order_by("-pk"))
    current = next((result for result in results if result.replaced_at is None), None)
    read = next((action for action in actions if action in (steps.RECEIVE_ONLINE, steps.ACKNOWLEDGE)), None)
    return {
        "issued": [result for result in results if result.released_at or issuing.is_released(dossier)],
        "corrections": [one for result in results for one in result.corrections.select_related("file__stored")],
        "read": read,
        "read_form": read.form(initial={issuing.OF: current.file.uuid}) if read and current else None,
        "may_correct": steps.ASK_CORRECTION in actions,
        "may_change_return": steps.CHANGE_RETURN in actions,
        "postage": returning.postage(dossier),
    }
