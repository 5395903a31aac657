"""How the questions of a step stand on its page."""

import json
from dataclasses import dataclass, field

from django import forms
from django.forms.boundfield import BoundField

from procedures.questions import conditions
from procedures.questions.definition import Question


class RowCounter(forms.HiddenInput):
    """How many rows a block has; what is wrong with them leads to the button that adds one."""

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}-add" if id_ else ""


@dataclass
class Item:
    """One thing of the page, in order: a control, a text, a computed value, or a block of rows."""

    question: Question
    fields: list[BoundField] = field(default_factory=list)
    rows: list[list[BoundField]] = field(default_factory=list)
    ids: list[BoundField] = field(default_factory=list)
    value: str = ""

    @property
    def show(self) -> str:
        """For the script that hides what is not asked."""
        return json.dumps(conditions.document(self.question.show)) if self.question.show else ""

    @property
    def has_room(self) -> bool:
        return len(self.rows) < self.question.most
