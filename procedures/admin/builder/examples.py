"""The examples of an edition: green or red, and kept from the preview with the outcome a person confirms."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import once
from procedures import examples
from procedures.admin.builder import base
from procedures.admin.builder.preview import sections, to_start, told
from procedures.builder import trial as trials
from procedures.builder.kinds import OWNERS
from procedures.builder.trial import Trial
from procedures.models import Edition, Example
from procedures.questions.conditions import BadForm

LIST = "admin:procedures_edition_examples"
MOST = 100


class NameForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("What the example shows"),
        help_text=gettext_lazy("For example: minor with guardian, filed online"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what the example shows")},
    )


@dataclass(frozen=True)
class Judged:
    """An example with what came of it."""

    example: Example
    owner: str
    differences: list[str]
    errors: list[str]


def judged(edition: Edition) -> list[Judged]:
    return [_judge(edition, example) for example in edition.examples.all()]


def _judge(edition: Edition, example: Example) -> Judged:
    example.edition = edition
    owner = str(OWNERS.get(example.owner, example.owner))
    try:
        got = examples.run(example)
    except BadForm as fault:
        return Judged(example, owner, [str(fault)], [])
    errors = [f"{name}: {text}" for name, text in got.errors.items()]
    return Judged(example, owner, examples.differences(example, got), errors)


@base.editions_page
def view(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.method == "POST":
        return act(request, edition=edition.pk)
    rows = judged(edition)
    broken = sum(bool(row.differences) for row in rows)
    return base.shown(request, "examples", edition, title=_("Examples"), tab="examples", rows=rows, broken=broken)


@base.draft_page
def act(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Take an example out, or take over what came of it as what is expected from now on."""
    number = request.POST.get("example", "")
    key = int(number) if number.isascii() and number.isdigit() and len(number) < 12 else 0
    example = get_object_or_404(edition.examples.all(), pk=key)
    example.edition = edition

    def done() -> str:
        if request.POST.get("action") == "remove":
            example.delete()
            messages.success(request, _("Taken out: %(name)s") % {"name": example.name})
        elif request.POST.get("action") == "accept":
            _expect(example)
            example.save(update_fields=["errors", "papers", "fee"])
            messages.success(request, _("“%(name)s” now expects what came.") % {"name": example.name})
        return reverse(LIST, args=[edition.pk])

    return once.answer_once(request, done)


def _expect(example: Example) -> None:
    got = examples.run(example)
    example.errors, example.papers, example.fee = sorted(got.errors), got.papers, got.fee


@base.draft_page
def add(request: HttpRequest, edition: Edition) -> HttpResponse:
    """From the preview: what came of these answers, to be named and confirmed."""
    trial = trials.taken_up(edition, request.POST.get("carried", ""))
    if trial is None:
        return to_start(edition)
    trial = _with_typed(request, trial)
    form = NameForm(request.POST if request.POST.get("action") == "save" else None)
    if form.is_bound and form.is_valid():
        if edition.examples.count() >= MOST:
            messages.warning(request, _("An edition takes at most 100 examples."))
            return redirect(LIST, edition.pk)
        return once.answer_once(request, lambda: _keep(edition, trial, form.cleaned_data["name"]))
    return base.shown(
        request, "example", edition, title=_("Keep as an example"), tab="examples", form=form, outcome=told(trial),
        sections=sections(trial), carried=trial.reviewed().carried(),
    )  # fmt: skip


def _with_typed(request: HttpRequest, trial: Trial) -> Trial:
    """With what stands in the step's fields, where the page was that of a step."""
    step = trial.step
    if step is None or request.POST.get("action") == "save":
        return trial
    return trial.answered(trials.typed_answers(trials.asked(trial, step, request.POST)))


def _keep(edition: Edition, trial: Trial, name: str) -> str:
    filing = trial.filing
    last = edition.examples.aggregate(last=Max("number"))["last"] or 0
    example = Example(
        edition=edition, number=last + 1, name=name, case=filing.case, channel=filing.channel,
        owner=filing.owner, answers=filing.answers,
    )  # fmt: skip
    _expect(example)
    example.save()
    return reverse(LIST, args=[edition.pk])
