"""The form of an edition: one JSON document, read into frozen dataclasses.

Names that no question bears are dropped with the form that asks; what an answer is, the server decides.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from procedures.models import Edition
from procedures.questions import computed, conditions
from procedures.questions.computed import Expression
from procedures.questions.conditions import BadForm, Condition

GENERAL = settings.BASE_DIR / "procedures" / "forms" / "general.json"
OWN = settings.BASE_DIR / "demo" / "forms"
TAKEN = {"version", "action", "row", "form_token", "csrfmiddlewaretoken", *conditions.KNOWN_WITHOUT_ASKING} - {
    "owner_is"
}
KINDS = (
    "text", "long_text", "number", "money", "date", "yes_no", "choice", "choices", "id_number", "tax_code", "phone",
    "email", "address", "agency", "file", "explanation", "repeated", "computed",
)  # fmt: skip
"""Every kind of question."""

NOT_ASKED = {"explanation", "computed"}
"""Kinds nobody types an answer to."""

WITH_OPTIONS = {"choice", "choices"}
NOT_IN_ROWS = {"repeated", "computed", "file"}
MOST_ROWS = 50


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
    options: tuple[Option, ...] = ()
    max_length: int = 300
    least: int = 0
    most: int = 10**9
    """Of a number or an amount; of a repeated block, its rows."""
    must_be_past: bool = False
    """Of a date."""
    prefill: str = ""
    """A known fact that answers it beforehand: ``account.phone`` of who is signed in, ``owner.born_on`` of the
    owner where the nation knows them."""
    is_locked: bool = False
    """Where the fact is known, it is the answer and cannot be typed over."""
    format: str = ""
    """Of a text: one of ``kinds.FORMATS``."""
    show: Condition | None = None
    require: Condition | None = None
    compute: Expression | None = None
    questions: tuple["Question", ...] = ()
    """Of a repeated block: what each row asks."""

    @property
    def is_asked(self) -> bool:
        return self.kind not in NOT_ASKED


@dataclass(frozen=True)
class Step:
    name: str
    title: Words
    intro: Words
    questions: tuple[Question, ...]
    owners: frozenset[str]
    """The kinds of owner it is asked for; empty for all."""
    show: Condition | None = None


@dataclass(frozen=True)
class Form:
    owners: tuple[str, ...]
    """Whose dossier it may be: ``self`` and ``business`` are who is signed in; ``person``, ``organisation`` others."""

    steps: tuple[Step, ...] = field(default_factory=tuple)

    def plan(self, owner: str) -> tuple[Step, ...]:
        """The steps for this kind of owner, those that conditions may still leave out included."""
        return tuple(step for step in self.steps if not step.owners or owner in step.owners)

    def question(self, name: str) -> Question | None:
        """The first question of that name, wherever it is asked."""
        return next((question for question in self.questions() if question.name == name), None)

    def questions(self) -> Iterator[Question]:
        return (question for step in self.steps for question in step.questions)


# --- Reading ----------------------------------------------------------------------------------


def _words(entry: Any, place: str) -> Words:
    if not isinstance(entry, dict) or not entry.get("vi") or not entry.get("en"):
        raise BadForm(f"{place}: text in both languages expected")
    if not isinstance(entry["vi"], str) or not isinstance(entry["en"], str):
        raise BadForm(f"{place}: text in both languages expected")
    return Words(entry["vi"], entry["en"])


def _optional_words(entry: Any, place: str) -> Words:
    return _words(entry, place) if entry else Words("", "")


def _number(entry: Mapping[str, Any], key: str, default: int, place: str) -> int:
    value = entry.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadForm(f"{place}: {key} is a whole number")
    return int(value)


def _options(entry: Mapping[str, Any], place: str) -> tuple[Option, ...]:
    found = entry.get("options", [])
    if not isinstance(found, list) or not all(isinstance(option, dict) and option.get("value") for option in found):
        raise BadForm(f"{place}: options with a value each expected")
    options = tuple(Option(str(option["value"]), _words(option.get("label"), place)) for option in found)
    if len({option.value for option in options}) < len(options):
        raise BadForm(f"{place}: two options of one value")
    if (entry["kind"] in WITH_OPTIONS) != bool(options):
        raise BadForm(f"{place}: a choice, and nothing else, has options")
    return options


def _question(entry: Any, place: str, *, in_row: bool = False) -> Question:
    if not isinstance(entry, dict):
        raise BadForm(f"{place}: a question expected")
    name = entry.get("name", "")
    place = f"{place}, question {name!r}"
    if not isinstance(name, str) or not name.isidentifier() or name in TAKEN or "__" in name:
        raise BadForm(f"{place}: not a name for a question")
    kind = entry.get("kind")
    if kind not in KINDS or (in_row and kind in NOT_IN_ROWS):
        raise BadForm(f"{place}: no such kind: {kind!r}")
    rows = entry.get("rows", {})
    limits = rows if kind == "repeated" else entry
    return Question(
        name=name,
        kind=kind,
        label=_words(entry.get("label"), place),
        hint=_optional_words(entry.get("hint"), place),
        is_required=bool(entry.get("required", True)) and kind not in NOT_ASKED,
        options=_options(entry, place),
        max_length=_number(entry, "max_length", 300, place),
        least=_number(limits, "min", 0, place),
        most=_number(limits, "max", MOST_ROWS if kind == "repeated" else 10**9, place),
        must_be_past=bool(entry.get("past", False)),
        prefill=str(entry.get("prefill", "")),
        is_locked=bool(entry.get("locked", False)),
        format=str(entry.get("format", "")),
        show=conditions.read(entry.get("show"), place),
        require=conditions.read(entry.get("require"), place),
        compute=computed.read(entry.get("compute"), place, is_needed=kind == "computed"),
        questions=_rows(entry, place),
    )


def _rows(entry: Mapping[str, Any], place: str) -> tuple[Question, ...]:
    questions = entry.get("questions", [])
    if (entry["kind"] == "repeated") != bool(questions):
        raise BadForm(f"{place}: a repeated block, and nothing else, has questions of its own")
    read_ = tuple(_question(question, place, in_row=True) for question in questions)
    names = [question.name for question in read_]
    if len(names) != len(set(names)):
        raise BadForm(f"{place}: two questions of one name")
    return read_


def _step(entry: Any) -> Step:
    if not isinstance(entry, dict):
        raise BadForm("a step expected")
    place = f"step {entry.get('name')!r}"
    questions = tuple(_question(question, place) for question in entry.get("questions", []))
    if not questions:
        raise BadForm(f"{place}: asks nothing")
    return Step(
        name=str(entry.get("name", "")),
        title=_words(entry.get("title"), place),
        intro=_optional_words(entry.get("intro"), place),
        questions=questions,
        owners=frozenset(entry.get("owners", [])),
        show=conditions.read(entry.get("show"), place),
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
def general() -> dict[str, Any]:
    return json.loads(GENERAL.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def provincial_form(code: str) -> dict[str, Any]:
    """The form of a procedure, whole, to be kept with the edition: its own, or the general one as it is today.

    A name standing for a step takes over the general form's steps of that name.
    """
    path = OWN / f"{code}.json"
    if not path.exists():
        return general()
    document = json.loads(path.read_text(encoding="utf-8"))
    steps: list[Any] = []
    for step in document["steps"]:
        shared = [entry for entry in general()["steps"] if entry["name"] == step]
        steps += shared if isinstance(step, str) else [step]
    return {**document, "steps": steps}


@lru_cache(maxsize=256)
def _kept(document: str) -> Form:
    return read(json.loads(document))


def form_for(edition: Edition) -> Form:
    """What a dossier of this edition asks. Equal documents are read once per process. Raises ``BadForm``."""
    return _kept(json.dumps(edition.form or general(), sort_keys=True))
