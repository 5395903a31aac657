"""What is wrong with a form, beyond how it is written: a gate of publishing, and the builder's advice.

Every question must be reachable, ask only about what was asked before it, and compute only what can be computed.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from procedures.models import Edition
from procedures.questions.computed import Literal
from procedures.questions.computed import names as names_in
from procedures.questions.conditions import (
    KNOWN_WITHOUT_ASKING,
    All,
    BadForm,
    Condition,
    holds,
    names,
    read,
    tests,
)
from procedures.questions.definition import Form, Question, form_for
from procedures.questions.definition import read as read_form
from procedures.questions.kinds import FORMATS, NO, YES

FACTS = ("name", "full_name", "id_number", "tax_code", "born_on", "gender", "address", "phone", "email")
PREFILLS = {f"{whose}.{fact}" for whose in ("account", "owner") for fact in FACTS}
"""The closed list of facts that can answer a question beforehand."""

COUNTED = {"number", "money", "computed"}
COMPUTED_FROM = {
    "sum": COUNTED, "difference": COUNTED, "product": COUNTED, "count": {"repeated"}, "total": {"repeated"},
    "age": {"date"}, "days_between": {"date"},
}  # fmt: skip
ORDERED = {"less_than", "at_most", "more_than", "at_least"}
MOST_COMBINATIONS = 5_000


def faults(edition: Edition) -> Iterator[str]:
    """Of the form."""
    if not edition.form:
        return
    try:
        yield from form_faults(form_for(edition))
    except BadForm as problem:
        yield str(problem)


def paper_faults(edition: Edition) -> Iterator[str]:
    """Of the conditions of papers, which ask about the form; nothing where that cannot be read itself."""
    try:
        form = form_for(edition)
    except BadForm:
        return
    for paper in edition.components.all():
        yield from _row_faults(str(paper), paper.condition, form)


def document_faults(document: Any) -> list[str]:
    """Of a form that belongs to no edition yet."""
    if not isinstance(document, dict):
        return [_("A form is a JSON object with owners and steps.")]
    try:
        form = read_form(document)
    except (BadForm, TypeError, AttributeError, KeyError) as problem:
        return [str(problem)]
    return list(form_faults(form))


def form_faults(form: Form) -> list[str]:
    found = [*_setting_faults(form), *_unknown_faults(form), *_cycle_faults(form)]
    if not found:
        found = [*_order_faults(form), *_reach_faults(form), *_value_faults(form)]
    return list(dict.fromkeys(found))


def _row_faults(place: str, document: Any, form: Form) -> Iterator[str]:
    try:
        condition = read(document, place)
    except BadForm as problem:
        yield str(problem)
        return
    known = {question.name for question in form.questions()} | set(KNOWN_WITHOUT_ASKING)
    for name in names(condition):
        if name not in known:
            yield _("%(place)s asks about “%(name)s”, which the form does not ask.") % {"place": place, "name": name}


# --- Names ------------------------------------------------------------------------------------


def _conditioned(form: Form) -> Iterator[tuple[str, Condition | None]]:
    for step in form.steps:
        yield step.name, step.show
        for question in step.questions:
            yield question.name, question.show
            yield question.name, question.require


def _needs(question: Question) -> set[str]:
    return {*names(question.show), *names(question.require), *names_in(question.compute)}


def _unknown_faults(form: Form) -> Iterator[str]:
    known = {question.name for question in form.questions()} | set(KNOWN_WITHOUT_ASKING)
    for place, condition in _conditioned(form):
        for name in names(condition):
            if name not in known:
                yield _("“%(place)s” asks about “%(name)s”, which does not exist.") % {"place": place, "name": name}
    for question in form.questions():
        for name in names_in(question.compute):
            if name not in known:
                yield _("“%(place)s” is computed from “%(name)s”, which does not exist.") % {
                    "place": question.name,
                    "name": name,
                }


def _cycle_faults(form: Form) -> Iterator[str]:
    needs: dict[str, set[str]] = {}
    for step in form.steps:
        for question in step.questions:
            needs.setdefault(question.name, set()).update(_needs(question) | set(names(step.show)))
    done: set[str] = set()
    for name in needs:
        circle = _circle(name, needs, (), done)
        if circle:
            yield _("These questions decide about one another in a circle: %(names)s") % {"names": " → ".join(circle)}
            return


def _circle(name: str, needs: Mapping[str, set[str]], way: tuple[str, ...], done: set[str]) -> tuple[str, ...]:
    if name in way:
        return (*way[way.index(name) :], name)
    if name in done:
        return ()
    for other in sorted(needs.get(name, ())):
        if circle := _circle(other, needs, (*way, name), done):
            return circle
    done.add(name)
    return ()


def _order_faults(form: Form) -> Iterator[str]:
    """A decision must be made before it counts."""
    for owner in form.owners:
        asked = set(KNOWN_WITHOUT_ASKING)
        everything = {question.name for step in form.plan(owner) for question in step.questions}
        for step in form.plan(owner):
            yield from _too_early(step.name, set(names(step.show)) & everything - asked)
            for question in step.questions:
                yield from _too_early(question.name, _needs(question) & everything - asked)
                asked.add(question.name)


def _too_early(place: str, later: Iterable[str]) -> Iterator[str]:
    for name in sorted(later):
        yield _("“%(place)s” depends on “%(name)s”, which is asked only later.") % {"place": place, "name": name}


# --- Reach ------------------------------------------------------------------------------------


def _reach_faults(form: Form) -> Iterator[str]:
    """Questions that no answers of anybody lead to."""
    for step in form.steps:
        owners = [owner for owner in form.owners if not step.owners or owner in step.owners]
        for question in step.questions:
            parts = tuple(part for part in (step.show, question.show) if part is not None)
            if owners and not any(_can_hold(All(parts) if parts else None, form, owner) for owner in owners):
                yield _("“%(name)s” can never be asked: its condition does not hold for any answers.") % {
                    "name": question.name
                }


def _can_hold(condition: Condition | None, form: Form, owner: str) -> bool:
    """Whether some answers make it hold; taken to be possible where there are too many to try."""
    if condition is None:
        return True
    asked = {question.name: question for step in form.plan(owner) for question in step.questions}
    said: dict[str, list[Any]] = {}
    for test in tests(condition):
        said.setdefault(test.question, []).extend(test.value if isinstance(test.value, tuple) else [test.value])
    choices = [_possible(name, asked.get(name), values, owner) for name, values in said.items()]
    combinations = 1
    for values in choices:
        combinations *= len(values)
    if combinations > MOST_COMBINATIONS:
        return True
    return any(holds(condition, dict(zip(said, values, strict=True))) for values in product(*choices))


def _possible(name: str, question: Question | None, said: list[Any], owner: str) -> list[Any]:
    """Answers worth trying."""
    if name == "owner_is":
        return [owner]
    if name in KNOWN_WITHOUT_ASKING:
        return [str(value) for value in said] + ["0"]
    if question is None:
        return [None]
    options = [option.value for option in question.options]
    match question.kind:
        case "choice":
            return [None, *options]
        case "choices":
            return [None, options, *([option] for option in options)]
        case "yes_no":
            return [None, YES, NO]
    return [None, "x", *(near for value in said for near in _near(value))]


def _near(value: Any) -> list[Any]:
    try:
        return [int(value) - 1, int(value), int(value) + 1]
    except (TypeError, ValueError):
        pass
    try:
        day = date.fromisoformat(str(value))
        return [(day + timedelta(days=step)).isoformat() for step in (-1, 0, 1)]
    except ValueError:
        return [value]


def _value_faults(form: Form) -> Iterator[str]:
    """Comparisons with what can never be an answer."""
    asked = {question.name: question for question in form.questions()}
    for place, condition in _conditioned(form):
        for test in tests(condition):
            question = asked.get(test.question)
            if question is None:
                continue
            values = test.value if isinstance(test.value, tuple) else (test.value,)
            options = {option.value for option in question.options} or (
                {YES, NO} if question.kind == "yes_no" else set()
            )
            wrong = [value for value in values if options and test.relation != "filled" and str(value) not in options]
            if wrong or (test.relation in ORDERED and question.kind not in COUNTED | {"date"}):
                yield _("“%(place)s”: “%(name)s” can never be compared so with “%(value)s”.") % {
                    "place": place,
                    "name": test.question,
                    "value": (wrong or [test.value])[0],
                }


# --- Settings ---------------------------------------------------------------------------------


def _setting_faults(form: Form) -> Iterator[str]:
    for step in form.steps:
        for question in step.questions:
            for each in (question, *question.questions):
                yield from _own_faults(each)
            yield from _computed_faults(question, form)


def _own_faults(question: Question) -> Iterator[str]:
    name = {"name": question.name}
    if question.least > question.most:
        yield _("“%(name)s”: the least is more than the most.") % name
    if question.format and question.format not in FORMATS:
        yield _("“%(name)s”: no such format.") % name
    if question.prefill and question.prefill not in PREFILLS:
        yield _("“%(name)s”: nothing is known under that source.") % name
    if question.is_locked and not question.prefill:
        yield _("“%(name)s” is locked but has no source.") % name
    if not 1 <= question.max_length <= 20_000:
        yield _("“%(name)s”: the length must be between 1 and 20000.") % name


def _computed_faults(question: Question, form: Form) -> Iterator[str]:
    expression = question.compute
    if expression is None or expression.operation == "join":
        return
    parts = expression.parts[:1] if expression.operation == "total" else expression.parts
    for part in parts:
        source = None if isinstance(part, Literal) else form.question(part)
        if source is not None and source.kind not in COMPUTED_FROM[expression.operation]:
            yield _("“%(name)s” cannot be computed from “%(source)s”.") % {"name": question.name, "source": source.name}
