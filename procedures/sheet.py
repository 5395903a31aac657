"""All that an edition says, in memory, and what of it holds for one reader: the case, the way of filing, the group."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from procedures import fees, presentation, questions
from procedures.fees import Line
from procedures.models import Case, Channel, Component, Edition, Exemption, Fee, TimeLimit
from procedures.questions import Question, conditions
from procedures.questions.conditions import BadForm

SECONDS_A_QUESTION, SECONDS_A_PAPER, STEP_OF_MINUTES = 20, 60, 5
ASKED_HERE = {"number", "money", "choice", "yes_no"}
"""Kinds short enough to be asked on the page about the procedure."""

MOST_ASKED = 4


@dataclass(frozen=True)
class Choice:
    """What a reader said of themselves."""

    case: Case
    channel: str
    group: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        return {**self.answers, fees.GROUP: self.group, "case": str(self.case.number), "channel": self.channel}


@dataclass(frozen=True)
class Papers:
    """``needed`` for certain; ``perhaps`` where it applies; ``shown`` and taken home again."""

    needed: list[Component]
    perhaps: list[Component]
    shown: list[Component]


@dataclass(frozen=True)
class Sheet:
    """An edition with its rows; nothing here asks the database again."""

    edition: Edition
    cases: list[Case]
    components: list[Component]
    limits: list[TimeLimit]
    fees: list[Fee]
    exemptions: list[Exemption]
    asked: list[Question]
    """The questions of the form that decide papers or fee and are short enough to be asked beforehand."""

    question_count: int
    channels: list[str]

    def limit(self, choice: Choice) -> TimeLimit | None:
        return choice.case.time_limit(choice.channel)

    def papers(self, choice: Choice) -> Papers:
        found = Papers([], [], [])
        for component in self.components:
            if component.case_id not in (None, choice.case.pk):
                continue
            certain = _holds(component, choice.facts)
            if certain is False:
                continue
            if not component.is_handed_in:
                found.shown.append(component)
            elif component.is_required and certain:
                found.needed.append(component)
            else:
                found.perhaps.append(component)
        return found

    def fee_lines(self, choice: Choice, on: date) -> list[Line]:
        return fees.lines(self.fees, case=choice.case, channel=choice.channel, answers=choice.facts, on=on)

    def open_questions(self, choice: Choice) -> list[str]:
        """Those that decide the fee and have no answer yet."""
        rows = [fee for fee in self.fees if fee.case_id in (None, choice.case.pk) and fee.channel == choice.channel]
        return [name for name in fees.asks(rows) if not conditions.is_filled(choice.facts.get(name))]

    def minutes(self, choice: Choice) -> int:
        """How long filing online takes: 20 seconds a question, a minute a paper, rounded up to five minutes."""
        seconds = self.question_count * SECONDS_A_QUESTION + len(self.papers(choice).needed) * SECONDS_A_PAPER
        return max(1, -(-seconds // (60 * STEP_OF_MINUTES))) * STEP_OF_MINUTES


def _holds(component: Component, facts: Mapping[str, Any]) -> bool | None:
    """``None``: it depends on something the reader has not said."""
    try:
        condition = conditions.read(component.condition, "")
    except BadForm:
        return None
    if any(not conditions.is_filled(facts.get(name)) for name in conditions.names(condition)):
        return None
    return conditions.holds(condition, facts)


def load(edition_pk: int) -> Sheet:
    """A dozen queries, whatever the edition holds."""
    edition = (
        Edition.objects.select_related("field__department", "procedure")
        .defer("record", "body_plain", "name_vector", "body_vector")
        .prefetch_related("components__form_file", "time_limits", "fees", "exemptions", "responsibilities__agency")
        .get(pk=edition_pk)
    )
    cases = list(edition.cases.all())
    for case in cases:
        case.edition = edition
    rows, papers = list(edition.fees.all()), list(edition.components.all())
    form = _form(edition)
    return Sheet(
        edition,
        cases or [Case(edition=edition, number=1)],
        papers,
        list(edition.time_limits.all()),
        rows,
        list(edition.exemptions.all()),
        _asked(form, rows, papers),
        sum(not question.is_locked for step in form.plan(form.owners[0]) for question in step.questions) if form else 0,
        _channels(edition),
    )


def _form(edition: Edition) -> questions.Form | None:
    try:
        return questions.form_for(edition)
    except BadForm:
        return None


def _asked(form: questions.Form | None, rows: list[Fee], papers: list[Component]) -> list[Question]:
    names = [*fees.asks(rows), *(name for paper in papers for name in _names(paper))]
    found = [form.question(name) for name in dict.fromkeys(names)] if form else []
    return [question for question in found if question and question.kind in ASKED_HERE][:MOST_ASKED]


def _names(paper: Component) -> list[str]:
    try:
        return list(conditions.names(conditions.read(paper.condition, "")))
    except BadForm:
        return []


def _channels(edition: Edition) -> list[str]:
    """The ways to file, the one to recommend first; post where the province takes it and the record does not leave it
    out."""
    stated = {limit.channel for limit in edition.time_limits.all()}
    online = [] if presentation.not_online(edition) else [str(Channel.ONLINE)]
    posted = edition.accepts_post and (not stated or Channel.POST in stated)
    return [*online, str(Channel.COUNTER), *([str(Channel.POST)] if posted else [])]
