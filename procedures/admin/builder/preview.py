"""A draft's form as the citizen will meet it, and its answers as the official will. Nothing of it is stored."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from procedures import examples, questions
from procedures.admin.builder import base
from procedures.builder import trial as trials
from procedures.builder.kinds import OWNERS
from procedures.builder.trial import StartForm, Trial
from procedures.examples import Filing
from procedures.models import Edition, Example
from procedures.questions import Question, display
from procedures.questions.conditions import BadForm

Row = tuple[str, str]


@base.editions_page
def view(request: HttpRequest, edition: Edition) -> HttpResponse:
    try:
        questions.form_for(edition)
    except BadForm as fault:
        return base.shown(request, "no_preview", edition, title=_("Preview"), tab="preview", fault=str(fault))
    trial = trials.taken_up(edition, request.POST.get("carried", ""))
    if trial is None or request.method != "POST":
        return _start(request, edition)
    return _go_on(request, trial)


def _start(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.POST.get("example"):
        number = request.POST["example"]
        key = int(number) if number.isascii() and number.isdigit() and len(number) < 12 else 0
        example = get_object_or_404(edition.examples.all(), pk=key)
        return _step(request, _of(example, edition))
    form = StartForm(request.POST if request.method == "POST" else None, edition=edition)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return _step(request, Trial(Filing(edition, given["case"], given["channel"], given["owner"])))
    return base.shown(request, "start", edition, title=_("Preview"), tab="preview", form=form)


def _of(example: Example, edition: Edition) -> Trial:
    return Trial(Filing(edition, example.case, example.channel, example.owner, example.answers))


def _go_on(request: HttpRequest, trial: Trial) -> HttpResponse:
    """The page carried a trial: take up what was typed and go where the button says."""
    action, step = request.POST.get("action", ""), trial.step
    if action == "official":
        return _official(request, trial)
    if step is None:
        return _review(request, trial) if action != "back" else _step(request, trial.at(trial.number - 1))
    form = trials.asked(trial, step, request.POST)
    if request.POST.get("row"):
        return _show(request, trial, form.with_rows(request.POST["row"]))
    after = trial.answered(trials.typed_answers(form))
    if action == "back":
        return _step(request, after.at(trial.number - 1))
    if action == "skip":
        return _step(request, after.at(trial.number + 1))
    if form.is_valid():
        return _step(request, trial.answered(form.answers()).at(trial.number + 1))
    return _show(request, trial, form)


def _step(request: HttpRequest, trial: Trial) -> HttpResponse:
    step = trial.step
    if step is None:
        return _review(request, trial)
    return _show(request, trial, trials.asked(trial, step, None))


def _show(request: HttpRequest, trial: Trial, form: Any) -> HttpResponse:
    return _page(request, "step", trial, form=form, step=trial.step)


def _review(request: HttpRequest, trial: Trial) -> HttpResponse:
    return _page(request, "review", trial, outcome=told(trial), sections=sections(trial))


def _official(request: HttpRequest, trial: Trial) -> HttpResponse:
    return base.shown(
        request, "official", trial.filing.edition,
        title=_("As the official sees it"), tab="preview", sections=sections(trial), outcome=told(trial),
        carried=trial.reviewed().carried(),
    )  # fmt: skip


def _page(request: HttpRequest, template: str, trial: Trial, **context: Any) -> HttpResponse:
    """In the citizens' own look."""
    names = [str(step.title) for step in trial.steps()]
    common = {
        "edition": trial.filing.edition,
        "owner": OWNERS.get(trial.filing.owner, trial.filing.owner),
        "names": [*names, _("Review and submit")],
        "number": trial.number,
        "carried": trial.carried(),
    }
    return TemplateResponse(request, f"procedures/preview/{template}.html", common | context)


def sections(trial: Trial) -> list[tuple[str, list[Row]]]:
    """What counts, by step."""
    whole = examples.counted(trial.filing)
    return [(str(step.title), list(rows(asked, whole.answers))) for step, asked in whole.steps]


def rows(asked: Iterable[Question], answers: Mapping[str, Any]) -> Iterator[Row]:
    for question in asked:
        if question.kind != "explanation":
            yield str(question.label), display(question, answers.get(question.name))


def told(trial: Trial) -> dict[str, Any]:
    """The outcome as pages show it."""
    got = examples.outcome(trial.filing)
    return {"errors": list(got.errors.items()), "papers": examples.papers(trial.filing), "fee": got.fee}


def to_start(edition: Edition) -> HttpResponse:
    return redirect("admin:procedures_edition_preview", edition.pk)
