"""The editor of a condition: rows of question, relation and value, under groups by their level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.builder import outline
from procedures.builder.outline import BadLine, Line
from procedures.builder.subjects import Subject
from procedures.questions.conditions import DEEPEST

LINES_MAX = 30
JOINS = [("all", gettext_lazy("every line holds")), ("any", gettext_lazy("at least one line holds"))]
WHATS = [
    ("test", gettext_lazy("question")),
    ("all", gettext_lazy("group: all of…")),
    ("any", gettext_lazy("group: at least one of…")),
    ("not", gettext_lazy("group: not…")),
]
RELATIONS = [
    ("", "–"),
    ("is", gettext_lazy("is")),
    ("is_not", gettext_lazy("is not")),
    ("in", gettext_lazy("is one of (a | b)")),
    ("includes", gettext_lazy("has ticked")),
    ("filled", gettext_lazy("is answered (no: left empty)")),
    ("less_than", gettext_lazy("is less than, before")),
    ("at_most", gettext_lazy("is at most, not after")),
    ("more_than", gettext_lazy("is more than, after")),
    ("at_least", gettext_lazy("is at least, not before")),
]
LEVELS = [(str(level), "› " * level + str(level + 1)) for level in range(DEEPEST)]
FROM_OPTIONS = {"is", "is_not", "in", "includes"}


class LineForm(forms.Form):
    use_required_attribute = False
    level = forms.TypedChoiceField(label=gettext_lazy("Level"), choices=LEVELS, coerce=int, initial=0)
    what = forms.ChoiceField(label=gettext_lazy("Line"), choices=WHATS, initial="test")
    question = forms.ChoiceField(label=gettext_lazy("Question"), required=False)
    relation = forms.ChoiceField(label=gettext_lazy("Relation"), choices=RELATIONS, required=False)
    value = forms.CharField(label=gettext_lazy("Value"), max_length=500, required=False)

    def __init__(self, *args: Any, subjects: Sequence[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped = groupby(subjects, key=lambda subject: subject.group)
        named = [(group, [(s.name, f"{s.label} ({s.name})") for s in members]) for group, members in grouped]
        question = self.fields["question"]
        known = {subject.name for subject in subjects}
        asked = self.initial.get("question")
        lost = [(asked, _("no longer there: %(name)s") % {"name": asked})] if asked and asked not in known else []
        question.choices = [("", "–"), *lost, *named]  # type: ignore[attr-defined]
        question.widget.attrs["lang"] = "vi"
        self.fields["value"].widget.attrs |= {"list": "values-all", "autocomplete": "off"}

    def line(self) -> Line | None:
        """``None`` where nothing stands on it."""
        given = {key: value for key, value in self.cleaned_data.items() if key != "DELETE"}
        line = Line(**given) if given else None
        empty = line is None or (line.what == "test" and not (line.question or line.relation or line.value))
        return None if empty else line


LineFormSet = forms.formset_factory(
    LineForm, extra=2, can_delete=True, max_num=LINES_MAX, absolute_max=LINES_MAX, validate_max=True
)


class ConditionEditor:
    """One condition as a form of its own within the page; ``document`` is there once ``is_valid`` has said yes."""

    def __init__(
        self, sent: Mapping[str, Any] | None, *, prefix: str, condition: Any, subjects: Sequence[Subject]
    ) -> None:
        join, lines = outline.lines(condition)
        self.prefix, self.subjects = prefix, {subject.name: subject for subject in subjects}
        self.document: dict[str, Any] = {}
        self.join = forms.Form(sent, prefix=prefix)
        self.join.fields["join"] = forms.ChoiceField(
            label=gettext_lazy("It holds when"), choices=JOINS, initial=join, widget=forms.Select
        )
        self.lines = LineFormSet(
            sent, prefix=prefix, initial=[asdict(line) for line in lines], form_kwargs={"subjects": subjects}
        )
        self.is_open = bool(lines) or sent is not None

    @property
    def has_errors(self) -> bool:
        return self.lines.is_bound and (self.lines.total_error_count() > 0 or bool(self.join.errors))

    def is_valid(self) -> bool:
        if not (self.join.is_valid() and self.lines.is_valid()):
            return False
        kept = [
            (form, line)
            for form in self.lines.forms
            if not form.cleaned_data.get("DELETE") and (line := form.line()) is not None
        ]
        try:
            self.document = outline.document(self.join.cleaned_data["join"], [line for _form, line in kept])
        except BadLine as bad:
            kept[bad.number][0].add_error(bad.field, str(bad.message))
            return False
        fits = [self._value_fits(form, line) for form, line in kept]
        return all(fits)

    def _value_fits(self, form: forms.Form, line: Line) -> bool:
        subject = self.subjects.get(line.question)
        if line.what != "test" or subject is None or not subject.values or line.relation not in FROM_OPTIONS:
            return True
        allowed = [value for value, _words in subject.values]
        said = outline.several(line.value) if line.relation == "in" else [line.value.strip()]
        if set(said) <= set(allowed):
            return True
        form.add_error("value", _("Not a value of this question. It has: %(values)s") % {"values": ", ".join(allowed)})
        return False


def with_more_lines(sent: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What was sent, with room for three more lines."""
    more = {key: sent[key] for key in sent}
    total = str(sent.get(f"{prefix}-TOTAL_FORMS", "0"))
    count = int(total) if total.isascii() and total.isdigit() and len(total) < 4 else 0
    return more | {f"{prefix}-TOTAL_FORMS": str(min(count + 3, LINES_MAX))}


def all_values(subjects: Iterable[Subject]) -> list[tuple[str, str]]:
    """For the list of proposals beside the value."""
    return [(value, f"{subject.label}: {words}") for subject in subjects for value, words in subject.values]
