"""Trying a form out: a filing that lives only in the pages, handed from one to the next under our signature."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy

from procedures import examples, questions
from procedures.builder.kinds import OWNERS
from procedures.examples import Filing
from procedures.models import Channel, Edition
from procedures.questions import AnswersForm, Step

SALT = "procedures.builder.trial"


@dataclass(frozen=True)
class Trial:
    """A filing, and the step it stands at: counted from 1, one past the last is the review."""

    filing: Filing
    number: int = 1

    def steps(self) -> tuple[Step, ...]:
        return tuple(step for step, _asked in examples.counted(self.filing).steps)

    @property
    def step(self) -> Step | None:
        steps = self.steps()
        return steps[self.number - 1] if self.number <= len(steps) else None

    def at(self, number: int) -> "Trial":
        return replace(self, number=max(1, min(number, len(self.steps()) + 1)))

    def reviewed(self) -> "Trial":
        return self.at(len(self.steps()) + 1)

    def answered(self, values: Mapping[str, Any]) -> "Trial":
        return replace(self, filing=replace(self.filing, answers={**self.filing.answers, **values}))

    def carried(self) -> str:
        filing = self.filing
        said = [filing.edition.pk, filing.case, filing.channel, filing.owner, filing.answers, self.number]
        return signing.dumps(said, salt=SALT, compress=True)


def taken_up(edition: Edition, carried: str) -> Trial | None:
    """The trial a page of ours carried on; ``None`` for anything else, and for another edition's."""
    try:
        pk, case, channel, owner, answers, number = signing.loads(carried, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Trial(Filing(edition, case, channel, owner, answers), number) if pk == edition.pk else None


class StartForm(forms.Form):
    """As whom, in which case, by which channel."""

    use_required_attribute = False
    owner = forms.ChoiceField(label=gettext_lazy("Whose dossier"), widget=forms.RadioSelect)
    case = forms.TypedChoiceField(label=gettext_lazy("Case"), coerce=int, widget=forms.RadioSelect)
    channel = forms.ChoiceField(
        label=gettext_lazy("How it is handed in"), choices=Channel.choices, initial=Channel.ONLINE,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = questions.form_for(edition).owners
        cases = [(case.number, str(case)) for case in edition.cases.all()] or [(1, "1")]
        self.fields["owner"].choices = [(owner, OWNERS.get(owner, owner)) for owner in owners]  # type: ignore[attr-defined]
        self.fields["case"].choices = cases  # type: ignore[attr-defined]
        self.initial = {"owner": owners[0], "case": cases[0][0], "channel": Channel.ONLINE, **self.initial}


def asked(trial: Trial, step: Step, typed: Mapping[str, Any] | None) -> AnswersForm:
    """The form of a step, as a citizen gets it."""
    known = examples.others(step, examples.counted(trial.filing))
    own = {question.name: trial.filing.answers.get(question.name) for question in step.questions}
    return AnswersForm(typed, questions=questions.asked_here(step, known), initial=own, known=known)


def typed_answers(form: AnswersForm) -> dict[str, Any]:
    """What was typed, cleaned where it could be, else as it stands: wrong answers make examples, too."""
    form.is_valid()
    wrong = {name: form[name].value() for name in form.errors if name in form.fields and "-" not in name}
    return {**form.answers(), **wrong}
