"""Which questions are asked of these answers, and which answers count: one walk for page, review, papers and fee."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from procedures.questions import computed
from procedures.questions.conditions import holds, is_filled, names
from procedures.questions.definition import Form, Question, Step


@dataclass(frozen=True)
class Counted:
    """The steps asked, each with the questions shown; and the answers that count, computed ones included."""

    steps: list[tuple[Step, list[Question]]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)

    def questions(self) -> Iterator[Question]:
        return (question for _step, questions in self.steps for question in questions)


def count(form: Form, given: Mapping[str, Any], facts: Mapping[str, Any]) -> Counted:
    """``given``: every answer kept, also to questions not asked any more; ``facts``: case, channel, owner_is.

    A question that is not shown counts as unanswered for all that follow it.
    """
    counted = Counted(answers={name: value for name, value in facts.items() if value not in (None, "")})
    for step in form.plan(str(facts.get("owner_is") or "self")):
        if not holds(step.show, counted.answers):
            continue
        shown = [question for question in step.questions if _takes_part(question, given, counted.answers)]
        if shown:
            counted.steps.append((step, shown))
    return counted


def _takes_part(question: Question, given: Mapping[str, Any], answers: dict[str, Any]) -> bool:
    if not holds(question.show, answers):
        return False
    value = given.get(question.name)
    if question.compute is not None:
        value = computed.value(question.compute, answers)
    if is_filled(value):
        answers[question.name] = value
    return True


def is_required(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether it must be answered, given the answers that count."""
    return question.is_required or (question.require is not None and holds(question.require, answers))


def missing(counted: Counted) -> Iterator[tuple[Step, Question]]:
    """What must be answered and is not; of a repeated block also where it has too few rows."""
    for step, questions in counted.steps:
        for question in questions:
            value = counted.answers.get(question.name)
            too_few = question.kind == "repeated" and len(value or []) < max(question.least, question.is_required)
            if question.is_asked and (too_few or (not is_filled(value) and is_required(question, counted.answers))):
                yield step, question


def asked_here(step: Step, elsewhere: Mapping[str, Any]) -> list[Question]:
    """The questions of a step without those that the other steps have ruled out already."""
    own = {question.name for question in step.questions}
    return [q for q in step.questions if own & set(names(q.show)) or holds(q.show, elsewhere)]
