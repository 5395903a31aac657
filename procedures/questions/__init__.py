"""The form of an edition: one JSON document, read into frozen dataclasses.

A new kind of question is one entry of ``KINDS`` and, where it is not shown as it is kept, one case of ``display``.
The server decides what an answer is; names that no question bears are dropped with the form that asks.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from procedures.fields import DayField, DigitsField, LineField, NumberField, ParagraphsField, PhoneField
from procedures.models import Edition
from procedures.questions.conditions import BadForm

GENERAL = settings.BASE_DIR / "procedures" / "forms" / "general.json"
OWN = settings.BASE_DIR / "demo" / "forms"
TAKEN = {"version", "action", "form_token", "csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Words:
    """A text in both languages of the screen."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.vi

    def __bool__(self) -> bool:
        return bool(self.vi)


@dataclass(frozen=True)
class Option:
    value: str
    label: Words


@dataclass(frozen=True)
class Question:
    name: str
    kind: str
    label: Words
    hint: Words
    is_required: bool
    options: tuple[Option, ...]
    max_length: int
    least: int
    most: int
    """Of a number."""
    must_be_past: bool
    """Of a date."""
    prefill: str
    """A known fact that answers it beforehand: ``account.phone`` of who is signed in, ``owner.born_on`` of the
    owner where the nation knows them."""
    is_locked: bool
    """Where the fact is known, it is the answer and cannot be typed over."""


@dataclass(frozen=True)
class Step:
    name: str
    title: Words
    intro: Words
    questions: tuple[Question, ...]
    owners: frozenset[str]
    """The kinds of owner it is asked for; empty for all."""


@dataclass(frozen=True)
class Form:
    owners: tuple[str, ...]
    """Whose dossier it may be: ``self`` and ``business`` are who is signed in; ``person``, ``organisation`` others."""

    steps: tuple[Step, ...]

    def plan(self, owner: str) -> tuple[Step, ...]:
        """The steps asked for this kind of owner."""
        return tuple(step for step in self.steps if not step.owners or owner in step.owners)

    def question(self, name: str) -> Question | None:
        """The first question of that name, wherever it is asked."""
        return next((question for step in self.steps for question in step.questions if question.name == name), None)


# --- Reading ----------------------------------------------------------------------------------


def _words(entry: Any, place: str) -> Words:
    if not isinstance(entry, dict) or not entry.get("vi") or not entry.get("en"):
        raise BadForm(f"{place}: text in both languages expected")
    return Words(entry["vi"], entry["en"])


def _optional_words(entry: Any, place: str) -> Words:
    return _words(entry, place) if entry else Words("", "")


def _question(entry: Mapping[str, Any], place: str) -> Question:
    name = entry.get("name", "")
    place = f"{place}, question {name!r}"
    if not name.isidentifier() or name in TAKEN:
        raise BadForm(f"{place}: not a name for a question")
    if entry.get("kind") not in KINDS:
        raise BadForm(f"{place}: no such kind: {entry.get('kind')!r}")
    options = tuple(Option(option["value"], _words(option["label"], place)) for option in entry.get("options", []))
    if (entry["kind"] == "choice") != bool(options):
        raise BadForm(f"{place}: a choice, and nothing else, has options")
    return Question(
        name=name,
        kind=entry["kind"],
        label=_words(entry.get("label"), place),
        hint=_optional_words(entry.get("hint"), place),
        is_required=entry.get("required", True),
        options=options,
        max_length=entry.get("max_length", 300),
        least=entry.get("min", 0),
        most=entry.get("max", 10**9),
        must_be_past=entry.get("past", False),
        prefill=entry.get("prefill", ""),
        is_locked=entry.get("locked", False),
    )


def _step(entry: Mapping[str, Any]) -> Step:
    place = f"step {entry.get('name')!r}"
    questions = tuple(_question(question, place) for question in entry.get("questions", []))
    if not questions:
        raise BadForm(f"{place}: asks nothing")
    return Step(
        name=entry.get("name", ""),
        title=_words(entry.get("title"), place),
        intro=_optional_words(entry.get("intro"), place),
        questions=questions,
        owners=frozenset(entry.get("owners", [])),
    )


def read(document: Mapping[str, Any]) -> Form:
    """Raises ``BadForm``; also where a question would be asked twice on the way of one kind of owner."""
    form = Form(tuple(document.get("owners", [])), tuple(_step(step) for step in document.get("steps", [])))
    if not form.owners:
        raise BadForm("nobody may be the owner")
    for owner in form.owners:
        names = [question.name for step in form.plan(owner) for question in step.questions]
        if len(names) != len(set(names)):
            raise BadForm(f"asked twice of {owner}: {sorted({name for name in names if names.count(name) > 1})}")
    return form


@cache
def _general() -> dict[str, Any]:
    return json.loads(GENERAL.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def provincial_form(code: str) -> dict[str, Any]:
    """The form of a procedure, whole, to be kept with the edition: its own, or the general one as it is today.

    A name standing for a step takes over the general form's steps of that name.
    """
    path = OWN / f"{code}.json"
    if not path.exists():
        return _general()
    document = json.loads(path.read_text(encoding="utf-8"))
    steps: list[Any] = []
    for step in document["steps"]:
        shared = [general for general in _general()["steps"] if general["name"] == step]
        steps += shared if isinstance(step, str) else [step]
    return {**document, "steps": steps}


def form_for(edition: Edition) -> Form:
    """What a dossier of this edition asks."""
    return read(edition.form or _general())


# --- Asking -----------------------------------------------------------------------------------


SHORT = 60
"""Lines up to this length get a short box: its width says how much is expected."""


def _line(question: Question, **common: Any) -> forms.Field:
    width = {"class": "govuk-input--width-20"} if question.max_length <= SHORT else {}
    return LineField(max_length=question.max_length, widget=forms.TextInput(attrs=width), **common)


def _choice(question: Question, **common: Any) -> forms.Field:
    choices = [(option.value, str(option.label)) for option in question.options]
    if len(choices) > 8:
        return forms.ChoiceField(choices=[("", _("Choose…")), *choices], **common)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)


def _id_number(question: Question, **common: Any) -> forms.Field:
    return DigitsField(
        pattern=r"^([0-9]{12}|[0-9]{9})\Z",
        message=_("Write the 12 digits of the personal identity number, or the 9 of the old identity card"),
        **common,
    )


def _tax_code(question: Question, **common: Any) -> forms.Field:
    return DigitsField(
        pattern=r"^[0-9]{10}(-[0-9]{3})?\Z",
        message=_("Write the 10 digits of the tax code, or 10 and 3 as in 2400123456-001"),
        **common,
    )


YES, NO = "yes", "no"
YES_NO = {YES: _("Yes"), NO: _("No")}

KINDS: dict[str, Callable[..., forms.Field]] = {
    "text": _line,
    "long_text": lambda question, **common: ParagraphsField(
        widget=forms.Textarea(attrs={"rows": 5}), max_length=question.max_length, **common
    ),
    "date": lambda question, **common: DayField(must_be_past=question.must_be_past, **common),
    "choice": _choice,
    "yes_no": lambda question, **common: forms.ChoiceField(
        choices=list(YES_NO.items()), widget=forms.RadioSelect, **common
    ),
    "number": lambda question, **common: NumberField(min_value=question.least, max_value=question.most, **common),
    "id_number": _id_number,
    "tax_code": _tax_code,
    "phone": lambda question, **common: PhoneField(**common),
    "email": lambda question, **common: forms.EmailField(max_length=254, **common),
}


def field(question: Question) -> forms.Field:
    missing = _("Choose: %(label)s") if question.kind in {"choice", "yes_no"} else _("Fill in: %(label)s")
    return KINDS[question.kind](
        question,
        label=str(question.label),
        help_text=str(question.hint),
        required=question.is_required,
        error_messages={"required": missing % {"label": question.label}},
    )


class AnswersForm(forms.Form):
    """The questions of one step, answered by ``answers`` once it is valid."""

    use_required_attribute = False

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {question.name: field(question) for question in questions}

    def answers(self) -> dict[str, Any]:
        """As they are kept: dates in ISO form, everything else plain."""
        return {name: kept(value) for name, value in self.cleaned_data.items()}


def kept(value: Any) -> Any:
    """``value`` as JSON knows it; nothing for no answer."""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


# --- Showing ----------------------------------------------------------------------------------


def display(question: Question, value: Any) -> str:
    """A kept answer in words of the screen."""
    if value in (None, ""):
        return ""
    match question.kind:
        case "choice":
            return next((str(option.label) for option in question.options if option.value == value), str(value))
        case "yes_no":
            return str(YES_NO.get(value, value))
        case "date":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(value)
