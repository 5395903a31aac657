"""The form of one step of a draft: what is asked, and what stands in its controls before anybody touches them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.datastructures import MultiValueDict

from dossiers import drafts
from dossiers.answers import counted
from dossiers.models import Dossier
from procedures.questions import AnswersForm, Controls, Question, Step, asked_here


def step_form(draft: Dossier, step: Step, sent: Any = None) -> AnswersForm:
    """Filled from ``sent``; else with the saved answers, and over them what was typed and not checked yet."""
    form = saved_form(draft, step, sent)
    typed = {question.name: draft.typed[question.name] for question in form.questions if question.name in draft.typed}
    return retyped(form, typed) if sent is None and typed else form


def saved_form(draft: Dossier, step: Step, sent: Any = None) -> AnswersForm:
    facts, elsewhere = drafts.known_facts(draft), answers_elsewhere(draft, step)
    asked = [question for question in asked_here(step, elsewhere) if not drafts.is_locked(question, facts)]
    known = elsewhere | {q.name: facts[q.prefill] for q in step.questions if drafts.is_locked(q, facts)}
    return AnswersForm(sent, questions=asked, initial=initial(draft, asked, facts), known=known)


def answers_elsewhere(draft: Dossier, step: Step) -> dict[str, Any]:
    """What counts of the other steps, for conditions of this one."""
    own = {question.name for question in step.questions}
    return {name: value for name, value in counted(draft).answers.items() if name not in own}


def initial(draft: Dossier, asked: Iterable[Question], known: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the fields beforehand: the answer given, else what the nation knows."""
    values = {}
    for question in asked:
        value = draft.answers[question.name]["value"] if question.name in draft.answers else known.get(question.prefill)
        values[question.name] = as_typed(question, value)
    return values


def as_typed(question: Question, value: Any) -> Any:
    """A kept answer as its control wants it; within the rows of a block, too."""
    if question.kind == "date" and value:
        return date.fromisoformat(value)
    if question.kind == "repeated" and isinstance(value, list):
        inner = {part.name: part for part in question.questions}
        return [{k: as_typed(inner[k], v) if k in inner else v for k, v in row.items()} for row in value]
    return value


def retyped(form: AnswersForm, typed: Mapping[str, Controls]) -> AnswersForm:
    """The same form with other texts in the controls of these questions; nothing is complained about."""
    controls = flattened(form.standing() | dict(typed))
    return AnswersForm(controls, questions=form.questions, known=form.known).with_rows("")


def flattened(controls: Mapping[str, Controls]) -> MultiValueDict[str, str]:
    """The controls of all questions, as a form takes them."""
    return MultiValueDict({name: values for own in controls.values() for name, values in own.items()})
