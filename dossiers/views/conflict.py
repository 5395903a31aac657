"""Two windows, one draft: both versions side by side, and nothing is lost until one is chosen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.views.ended_session import NOT_TYPED
from dossiers.views.forms import vietnamese
from portal import once
from procedures.questions import AnswersForm, Step, display

KEPT_OUT = NOT_TYPED | {"version"}


def page(request: HttpRequest, draft: Dossier, step: Step, form: AnswersForm, number: int) -> HttpResponse:
    """409 with what was typed here, what is saved, and a way to keep either."""
    draft.refresh_from_db()
    typed = form.answers()
    rows = [
        (str(q.label), vietnamese(display(q, typed[q.name])), vietnamese(display(q, draft.answer(q.name))))
        for q in step.questions
        if q.name in typed and typed[q.name] != (draft.answer(q.name) or "")
    ]
    context = {
        "draft": draft,
        "step": step,
        "rows": rows,
        "typed": [(name, value) for name, values in request.POST.lists() if name not in KEPT_OUT for value in values],
        "fresh_token": once.issue(request),
        "address": request.get_full_path(),
        "saved_url": reverse("dossier_step", args=[draft.uuid, number]),
    }
    return render(request, "dossiers/conflict.html", context, status=409)
