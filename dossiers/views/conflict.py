"""Two windows, one draft: both versions side by side, and nothing is lost until one is chosen."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from dossiers.models import Dossier
from dossiers.views.ended_session import NOT_TYPED
from dossiers.views.forms import vietnamese
from portal import once
from procedures.questions import AnswersForm, Step, display

KEPT_OUT = NOT_TYPED | {"version"}


@dataclass(frozen=True)
class Versions:
    """What was typed here and what is saved, as rows of (question, typed, saved), and where the saved one is."""

    title: str
    rows: list[tuple[str, SafeString, SafeString]]
    version: int
    saved_url: str


def page(request: HttpRequest, draft: Dossier, step: Step, form: AnswersForm, number: int) -> HttpResponse:
    """A step of a draft: 409 with what was typed here, what is saved, and a way to keep either."""
    draft.refresh_from_db()
    typed = form.answers()
    rows = [
        (str(q.label), vietnamese(display(q, typed[q.name])), vietnamese(display(q, draft.answer(q.name))))
        for q in step.questions
        if q.name in typed and typed[q.name] != (draft.answer(q.name) or "")
    ]
    saved_url = reverse("dossier_step", args=[draft.uuid, number])
    return choose(request, Versions(str(step.title), rows, draft.version, saved_url))


def choose(request: HttpRequest, versions: Versions) -> HttpResponse:
    """What was sent goes along hidden, so that keeping it is one button; files do not: they are kept already."""
    context = {
        "versions": versions,
        "typed": [(name, value) for name, values in request.POST.lists() if name not in KEPT_OUT for value in values],
        "fresh_token": once.issue(request),
        "address": request.get_full_path(),
    }
    return render(request, "dossiers/conflict.html", context, status=409)
