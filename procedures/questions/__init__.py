"""The form of an edition: what it asks, when, and what the answers are."""

from procedures.questions.asking import AnswersForm, Controls, answers, as_sent
from procedures.questions.conditions import BadForm
from procedures.questions.counted import Counted, asked_here, count
from procedures.questions.definition import (
    KINDS,
    Form,
    Option,
    Question,
    Step,
    Words,
    form_for,
    general,
    provincial_form,
    read,
)
from procedures.questions.kinds import display, field, kept

__all__ = [
    "KINDS",
    "AnswersForm",
    "BadForm",
    "Controls",
    "Counted",
    "Form",
    "Option",
    "Question",
    "Step",
    "Words",
    "answers",
    "as_sent",
    "asked_here",
    "count",
    "display",
    "field",
    "form_for",
    "general",
    "kept",
    "provincial_form",
    "read",
]
