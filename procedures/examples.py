"""Examples that guard an edition: filled forms whose outcome is known. Publishing runs them all.

``run`` decides by the same functions as a real filing: the form's own validation, the papers asked for, the fee.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.templatetags.words import money
from procedures import fees, questions
from procedures import papers as required_papers
from procedures.models import Case, Component, Edition, Example
from procedures.questions import AnswersForm, Counted, Question, Step
from procedures.questions.conditions import BadForm

OWN = settings.BASE_DIR / "demo" / "examples"


@dataclass(frozen=True)
class Filing:
    """What somebody hands in, as far as the catalogue looks at it."""

    edition: Edition
    case: int = 1
    channel: str = "2"
    owner: str = "self"
    answers: dict[str, Any] = field(default_factory=dict)
    """By question, as they are kept."""

    def facts(self) -> dict[str, Any]:
        """What conditions may ask about besides answers."""
        return {"case": str(self.case), "channel": self.channel, "owner_is": self.owner}


@dataclass(frozen=True)
class Outcome:
    errors: dict[str, str]
    """By question, the message beside it; empty where the answers are valid."""
    papers: list[int]
    """Numbers of the papers asked for."""
    fee: int | None
    """In whole đồng; ``None`` where it cannot be known."""


def filing_of(example: Example) -> Filing:
    return Filing(example.edition, example.case, example.channel, example.owner, example.answers)


def run(example: Example) -> Outcome:
    """What comes of the example today. Writes nothing. Raises ``BadForm`` where the edition's form is none."""
    return outcome(filing_of(example))


def counted(filing: Filing) -> Counted:
    """What is asked of this filing, and the answers that count."""
    return questions.count(questions.form_for(filing.edition), filing.answers, filing.facts())


def outcome(filing: Filing) -> Outcome:
    whole = counted(filing)
    errors: dict[str, str] = {}
    for step, asked in whole.steps:
        errors |= wrong(asked, filing, others(step, whole))
    return Outcome(errors, [paper.number for paper in papers(filing)], fee(filing))


def others(step: Step, whole: Counted) -> dict[str, Any]:
    """The answers that count of the other steps."""
    own = {question.name for question in step.questions}
    return {name: value for name, value in whole.answers.items() if name not in own}


def wrong(asked: Sequence[Question], filing: Filing, known: Mapping[str, Any]) -> dict[str, str]:
    """The errors of one step, by question."""
    sent = questions.as_sent(asked, filing.answers)
    return first_messages(AnswersForm(sent, questions=asked, known=known).errors)


def first_messages(errors: ErrorDict) -> dict[str, str]:
    """One message a question; those of its rows and parts are its own."""
    return {name.partition("-")[0]: str(messages[0]) for name, messages in reversed(errors.items())}


def _case(filing: Filing) -> Case | None:
    return next((case for case in filing.edition.cases.all() if case.number == filing.case), None)


def papers(filing: Filing) -> list[Component]:
    case, components = _case(filing), filing.edition.components.select_related("case")
    answers = counted(filing).answers
    asked = required_papers.asked(components, case=case.pk if case else None, answers=answers)
    return [paper for paper in asked if paper.is_handed_in]


def fee(filing: Filing) -> int | None:
    """Today's; ``None`` where there is none or it cannot be known."""
    case, answers = _case(filing), counted(filing).answers
    if case is None:
        return None
    every = list(filing.edition.fees.select_related("edition"))
    return fees.total(fees.lines(every, case=case, channel=filing.channel, answers=answers, on=timezone.localdate()))


# --- Expected and got -------------------------------------------------------------------------


def differences(example: Example, got: Outcome) -> list[str]:
    """What came otherwise than the example says; nothing where it holds."""
    told = []
    if sorted(example.errors) != sorted(got.errors):
        told.append(_differ(_("errors at"), _names(example.errors), _names(got.errors)))
    if sorted(example.papers) != sorted(got.papers):
        told.append(_differ(_("papers"), _names(example.papers), _names(got.papers)))
    if example.fee != got.fee:
        told.append(_differ(_("fee"), _amount(example.fee), _amount(got.fee)))
    return told


def _differ(what: str, expected: str, got: str) -> str:
    return _("%(what)s: expected %(expected)s, got %(got)s") % {"what": what, "expected": expected, "got": got}


def _names(entries: Any) -> str:
    return ", ".join(str(entry) for entry in sorted(entries)) or _("none")


def _amount(fee: int | None) -> str:
    return _("unknown") if fee is None else money(fee)


def faults(edition: Edition) -> list[str]:
    """What a draft's examples have against its publication: each broken one with what was expected and what came."""
    found = []
    for example in edition.examples.all():
        example.edition = edition
        try:
            told = differences(example, run(example))
        except BadForm as fault:
            told = [str(fault)]
        found += [_("Example “%(name)s”: %(what)s") % {"name": example.name, "what": what} for what in told]
    return found


# --- Where they come from ---------------------------------------------------------------------

COPIED = ("number", "name", "case", "channel", "owner", "answers", "errors", "papers", "fee")


@transaction.atomic
def carry_over(from_edition: Edition, to_edition: Edition) -> int:
    """Give the next draft the examples of the edition before; those it has by that name stay. How many came."""
    there = set(to_edition.examples.values_list("name", flat=True))
    new = [
        Example(edition=to_edition, **{column: getattr(example, column) for column in COPIED})
        for example in from_edition.examples.all()
        if example.name not in there
    ]
    Example.objects.bulk_create(new)
    return len(new)


def provincial_examples(edition: Edition) -> list[Example]:
    """The examples of ours for a procedure (``demo/examples``), not yet written; of other procedures none.

    What the file does not say of the outcome is computed, so a file may hold only answers and errors.
    """
    path = OWN / f"{edition.procedure.code}.json"
    entries = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [_example(edition, number, entry) for number, entry in enumerate(entries, 1)]


def _example(edition: Edition, number: int, entry: Mapping[str, Any]) -> Example:
    known = {column: entry[column] for column in COPIED if column in entry}
    example = Example(edition=edition, **({"number": number} | known))
    got = run(example)
    example.papers = known.get("papers", got.papers)
    example.fee = known.get("fee", got.fee)
    return example
