"""What is wrong with the fees of a draft: publishing refuses it."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from procedures import fee_reading, questions
from procedures.fee_rules import BadRule
from procedures.models import Edition, Exemption, Fee
from procedures.questions import conditions
from procedures.questions.conditions import BadForm

COUNTED = {"number", "money", "computed"}
"""Kinds of questions whose answer is a number."""

DAY = "%d/%m/%Y"


def faults(edition: Edition, group_question: str) -> Iterator[str]:
    """One sentence a fault, none for fees that can be published."""
    fees, exemptions = list(edition.fees.all()), list(edition.exemptions.all())
    kinds = _kinds(edition)
    known = None if kinds is None else {**kinds, group_question: ""}
    for fee in fees:
        yield from (f"{fee}: {fault}" for fault in _fee_faults(fee, kinds))
    for exemption in exemptions:
        yield from (f"{exemption}: {fault}" for fault in _condition_faults(exemption, known))
        if exemption.fee_id and exemption.fee_id not in {fee.pk for fee in fees}:
            yield f"{exemption}: " + _("belongs to a fee of another edition")
    yield from _overlaps(fees)


def _kinds(edition: Edition) -> dict[str, str] | None:
    """Name to kind of every question; ``None`` where the form itself cannot be read, which is another gate's matter."""
    try:
        form = questions.form_for(edition)
    except BadForm:
        return None
    return {question.name: question.kind for step in form.steps for question in step.questions}


def _fee_faults(fee: Fee, kinds: dict[str, str] | None) -> Iterator[str]:
    yield from _condition_faults(fee, kinds)
    try:
        rule = fee_reading.read(fee)
    except BadRule as bad:
        yield str(bad)
        return
    if kinds is None:
        return
    for name in rule.asks:
        if name not in kinds:
            yield _("the form asks no question “%(name)s”") % {"name": name}
        elif kinds[name] not in COUNTED:
            yield _("the question “%(name)s” is not answered by a number") % {"name": name}


def _condition_faults(row: Fee | Exemption, kinds: dict[str, str] | None) -> Iterator[str]:
    try:
        condition = conditions.read(row.condition, "")
    except BadForm as bad:
        yield _("the condition cannot be read (%(why)s)") % {"why": str(bad).lstrip(": ")}
        return
    known: Any = {*(kinds or ()), *conditions.KNOWN_WITHOUT_ASKING}
    for name in dict.fromkeys(conditions.names(condition)):
        if kinds is not None and name not in known:
            yield _("the form asks no question “%(name)s”") % {"name": name}


def _overlaps(fees: Sequence[Fee]) -> Iterator[str]:
    """Two rows of the same fee may not be valid on the same day; published alternatives are not yet read."""
    read = [fee for fee in fees if fee.rule != Fee.Rule.LISTED]
    for one, other in combinations(read, 2):
        same = all(getattr(one, name) == getattr(other, name) for name in ("case_id", "channel", "kind", "name"))
        if same and one.condition == other.condition and _meet(one, other):
            yield _("%(fee)s: two rows are valid on %(day)s") % {"fee": one, "day": _first_common_day(one, other)}


def _meet(one: Fee, other: Fee) -> bool:
    return all(
        first.valid_from is None or second.valid_until is None or first.valid_from <= second.valid_until
        for first, second in ((one, other), (other, one))
    )


def _first_common_day(one: Fee, other: Fee) -> str:
    begins = [fee.valid_from for fee in (one, other) if fee.valid_from]
    return max(begins).strftime(DAY) if begins else _("every day")
