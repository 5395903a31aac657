"""The form of one step: its controls, its repeated rows, and what its answers are once it is valid."""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from procedures.fields import LineField
from procedures.questions import computed, conditions, kinds
from procedures.questions.conditions import holds, is_filled
from procedures.questions.definition import Question
from procedures.questions.layout import Item, RowCounter

COMMUNE, STREET = "commune", "street"
ADD, REMOVE = "add", "remove"
Controls = dict[str, list[str]]
"""What a browser sends of a question: the values of each of its controls that is not empty."""


class AnswersForm(forms.Form):
    """The questions of one step, answered by ``answers`` once it is valid.

    ``known``: what other steps and the place of the dossier say, for conditions. What is not asked because its
    condition does not hold is neither demanded nor complained about, but what was typed there is kept.
    """

    use_required_attribute = False
    template_name = "forms/answers.html"

    def __init__(
        self, *args: Any, questions: Iterable[Question], known: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = tuple(questions)
        self.known = dict(known or {})
        self.counts: dict[str, int] = {}
        self.initial = self._flat(self.initial)
        for question in self.questions:
            self._add(question)

    # --- Controls

    def _flat(self, initial: Mapping[str, Any]) -> dict[str, Any]:
        """Kept answers as the controls want them: rows and addresses in single values."""
        flat = dict(initial)
        for question in self.questions_of(initial):
            value = flat.pop(question.name)
            if question.kind == "address":
                flat |= self._flat_address(question.name, value)
            else:
                flat |= self._flat_rows(question, value)
        return flat

    @staticmethod
    def _flat_address(name: str, value: Mapping[str, Any]) -> dict[str, Any]:
        return {f"{name}-{part}": value.get(part, "") for part in (COMMUNE, STREET)}

    def questions_of(self, initial: Mapping[str, Any]) -> Iterator[Question]:
        """Those whose kept answers consist of parts."""
        for question in self.questions:
            if question.kind == "address" and isinstance(initial.get(question.name), dict):
                yield question
            if question.kind == "repeated" and isinstance(initial.get(question.name), list):
                yield question

    def _flat_rows(self, block: Question, rows: list[Mapping[str, Any]]) -> dict[str, Any]:
        flat: dict[str, Any] = {f"{block.name}-rows": len(rows)}
        for number, row in enumerate(rows):
            for name, value in row.items():
                key = f"{block.name}-{number}-{name}"
                flat |= self._flat_address(key, value) if isinstance(value, dict) else {key: value}
        return flat

    def _add(self, question: Question) -> None:
        if question.kind == "repeated":
            self._add_rows(question)
        elif question.kind == "address":
            self._add_address(question, question.name)
        elif question.kind in kinds.FIELDS:
            self.fields[question.name] = kinds.field(question)

    def _add_address(self, question: Question, name: str) -> None:
        self.fields[f"{name}-{COMMUNE}"] = kinds.field(question)
        street = LineField(label=_("House number, street or village"), max_length=200, required=False)
        street.question = question.name  # type: ignore[attr-defined]
        self.fields[f"{name}-{STREET}"] = street

    def _add_rows(self, block: Question) -> None:
        counter = f"{block.name}-rows"
        sent = self.data.get(counter, "") if self.is_bound else self.initial.get(counter, max(block.least, 1))
        number = int(sent) if str(sent).isascii() and str(sent).isdigit() else 0
        self.counts[block.name] = min(number, block.most)
        self.fields[counter] = forms.IntegerField(widget=RowCounter, required=False)
        self.fields[counter].question = block.name  # type: ignore[attr-defined]
        self.initial.setdefault(counter, self.counts[block.name])
        for row in range(self.counts[block.name]):
            self._add_row(block, row)

    def _add_row(self, block: Question, row: int) -> None:
        key = f"{block.name}-{row}-id"
        self.fields[key] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
        self.initial.setdefault(key, secrets.token_hex(4))
        for question in block.questions:
            name = f"{block.name}-{row}-{question.name}"
            if question.kind == "address":
                self._add_address(question, name)
            elif question.kind in kinds.FIELDS:
                self.fields[name] = kinds.field(question)

    # --- Laying out

    def layout(self) -> Iterator[Item]:
        for question in self.questions:
            item = Item(question)
            if question.kind == "repeated":
                for row in range(self.counts[question.name]):
                    item.ids.append(self[f"{question.name}-{row}-id"])
                    item.rows.append(list(self._row_fields(question, row)))
                item.fields = [self[f"{question.name}-rows"]]
            elif question.compute is not None:
                value = computed.value(question.compute, self._counted())
                item.value = "" if value is None else str(value)
            else:
                item.fields = [self[name] for name in self._names(question, question.name)]
            yield item

    def _names(self, question: Question, name: str) -> list[str]:
        if question.kind == "address":
            return [f"{name}-{COMMUNE}", f"{name}-{STREET}"]
        return [name] if name in self.fields else []

    def _row_fields(self, block: Question, row: int) -> Iterator[BoundField]:
        for question in block.questions:
            for name in self._names(question, f"{block.name}-{row}-{question.name}"):
                yield self[name]

    def known_here(self) -> str:
        """The answers of other steps that conditions of this one ask about, for the script."""
        asked = {name for question in self.questions for name in conditions.names(question.show)}
        return json.dumps({name: value for name, value in self.known.items() if name in asked})

    def has_conditions(self) -> bool:
        return any(question.show for question in self.questions)

    # --- Answers

    def clean(self) -> dict[str, Any]:
        """Walk the questions in their order: each condition sees the answers before it."""
        answers = dict(self.known)
        for question in self.questions:
            if not holds(question.show, answers):
                self._forgive(question)
                continue
            value = self._cleaned(question, answers)
            if is_filled(value):
                answers[question.name] = value
            else:
                self._demand(question, answers)
        return self.cleaned_data

    def _cleaned(self, question: Question, answers: Mapping[str, Any]) -> Any:
        if question.compute is not None:
            return computed.value(question.compute, answers)
        try:
            return self._value(question, question.name)
        except ValidationError as error:
            self.add_error(f"{question.name}-{COMMUNE}", error)
            return None

    def _value(self, question: Question, name: str) -> Any:
        if question.kind == "repeated":
            return [self._row(question, row) for row in range(self.counts[question.name])]
        if question.kind != "address":
            return kinds.kept(self.cleaned_data.get(name))
        commune = self.cleaned_data.get(f"{name}-{COMMUNE}", "")
        return kinds.address(commune, self.cleaned_data.get(f"{name}-{STREET}", "")) if commune else ""

    def _row(self, block: Question, row: int) -> dict[str, Any]:
        values = {
            question.name: self._value(question, f"{block.name}-{row}-{question.name}") for question in block.questions
        }
        return {"id": self.cleaned_data.get(f"{block.name}-{row}-id") or secrets.token_hex(4), **values}

    def _own(self, question: Question) -> list[str]:
        """Every control that belongs to it."""
        return [name for name in self.fields if name == question.name or name.startswith(f"{question.name}-")]

    def _forgive(self, question: Question) -> None:
        for name in self._own(question):
            self.errors.pop(name, None)

    def _demand(self, question: Question, answers: Mapping[str, Any]) -> None:
        """What must be answered because of other answers, or in too few rows; controls demand the rest themselves."""
        if question.kind == "repeated" and (question.is_required or question.least):
            self.add_error(f"{question.name}-rows", _("Add at least one row: %(label)s") % {"label": question.label})
        names = self._names(question, question.name)
        if names and question.require is not None and holds(question.require, answers) and names[0] not in self.errors:
            missing = ValidationError(_("Fill in: %(label)s") % {"label": question.label}, code="required")
            self.add_error(names[0], missing)

    def _counted(self) -> dict[str, Any]:
        answers = dict(self.known)
        if self.is_bound and hasattr(self, "cleaned_data"):
            answers |= self.answers()
        return answers

    def answers(self) -> dict[str, Any]:
        """As they are kept: dates in ISO form, rows with their ids, everything else plain."""
        asked = [question for question in self.questions if question.is_asked and question.kind != "file"]
        return {question.name: self._value(question, question.name) for question in asked}

    def sound(self) -> dict[str, Any]:
        """Of a form that is not valid, the answers nothing is wrong with."""
        asked = [question for question in self.questions if question.is_asked and question.kind != "file"]
        good = (question for question in asked if not set(self._own(question)) & set(self.errors))
        return {question.name: self._value(question, question.name) for question in good}

    def forgive_blanks(self) -> None:
        """What is left empty is not complained about yet: it is only kept, not sent."""
        for name, errors in self.errors.as_data().items():
            if all(error.code == "required" for error in errors):
                del self.errors[name]

    def standing(self) -> dict[str, Controls]:
        """By question, its controls as they stand."""
        asked = [question for question in self.questions if question.is_asked and question.kind != "file"]
        return {question.name: self._standing(question) for question in asked}

    def _standing(self, question: Question) -> Controls:
        texts = {name: _texts(self[name]) for name in self._own(question)}
        return {name: values for name, values in texts.items() if values}

    # --- Rows

    def with_rows(self, act: str) -> "AnswersForm":
        """The same page with a row more or less (``add:<block>``, ``remove:<block>:<row>``); nothing typed is lost
        and nothing is complained about yet."""
        verb, _colon, rest = act.partition(":")
        name, _colon, number = rest.partition(":")
        typed = {key: item.widget.value_from_datadict(self.data, self.files, key) for key, item in self.fields.items()}
        if verb == ADD and name in self.counts:
            typed[f"{name}-rows"] = self.counts[name] + 1
        elif verb == REMOVE and name in self.counts and number.isdigit():
            typed = self._without(typed, name, int(number))
        return type(self)(questions=self.questions, known=self.known, initial=typed)

    def _without(self, typed: dict[str, Any], block: str, gone: int) -> dict[str, Any]:
        left = {key: value for key, value in typed.items() if not key.startswith(f"{block}-")}
        rows = [row for row in range(self.counts[block]) if row != gone]
        for place, row in enumerate(rows):
            start = f"{block}-{row}-"
            left |= {f"{block}-{place}-{key[len(start) :]}": v for key, v in typed.items() if key.startswith(start)}
        return left | {f"{block}-rows": len(rows)}


def _texts(control: BoundField) -> list[str]:
    value = control.field.widget.format_value(control.value())
    values = value if isinstance(value, (list, tuple)) else [value]
    return [str(one) for one in values if one not in (None, "")]


def as_sent(questions: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Kept answers as a browser would send them: rows and addresses in single values."""
    own = tuple(questions)
    known = {question.name: answers[question.name] for question in own if question.name in answers}
    flat = AnswersForm(questions=own, initial=known).initial
    return {name: value for name, value in flat.items() if value is not None}


def answers(question: Question, value: Any) -> bool:
    """Whether a kept value would be taken as the answer to ``question``, were it asked alone."""
    if question.compute is not None or not question.is_asked:
        return False
    alone = replace(question, show=None, require=None, is_required=False)
    return AnswersForm(as_sent([alone], {question.name: value}), questions=[alone]).is_valid()
