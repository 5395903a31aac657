"""What it costs: the fees of an edition for a case, a channel and answers, line by line (A14). Pure.

Of several exemptions that apply, the one that takes most off counts; shares are not added (assumed: the circulars let
nobody combine them). An amount that is not known stays unknown, except that a full exemption makes it nought.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst

from procedures import fee_checks, fee_reading, fee_rules
from procedures.fee_rules import BadRule, Later, Rule
from procedures.models import Case, Edition, Exemption, Fee
from procedures.questions import conditions
from procedures.questions.conditions import BadForm

GROUP = "exemption_group"
"""The name under which answers say to which exemption groups somebody belongs: one code, or a list."""

WHOLE = 100


@dataclass(frozen=True)
class Line:
    """One fee, worked out. ``amount`` is in whole đồng, ``None`` while it is not known."""

    label: str
    kind: str
    amount: int | None
    explanation: str
    legal_basis: str
    exemption: Exemption | None = None
    missing: tuple[str, ...] = ()
    """Questions whose answers the amount waits for."""

    fee: Fee | None = None


def lines(fees: Sequence[Fee], *, case: Case, channel: str, answers: Mapping[str, Any], on: date) -> list[Line]:
    """What is to be paid, in the order of the rows.

    ``fees`` are those of one edition; its exemptions are read through it (prefetch ``exemptions``). No line: the
    edition states no fee for this case and channel on that day.
    """
    facts = {**answers, "case": str(case.number), "channel": channel}
    stated = [fee for fee in fees if fee.case_id in (None, case.pk) and fee.channel == channel and is_valid(fee, on)]
    owed = [fee for fee in stated if _holds(fee, facts)]
    if stated and not owed:
        return [_not_charged(stated[0])]
    exemptions = [entry for entry in stated[0].edition.exemptions.all() if is_valid(entry, on)] if stated else []
    return [_line(fee, [entry for entry in exemptions if entry.fee_id in (None, fee.pk)], facts) for fee in owed]


def depend_on_answers(edition: Edition, fees: Sequence[Fee]) -> bool:
    """Whether ``lines`` looks at any answer: where not, the form need not be read."""
    return any(fee.condition for fee in fees) or bool(edition.exemptions.all()) or bool(asks(fees))


def total(of: Sequence[Line]) -> int | None:
    """The sum; unknown where one part is, and where there is none."""
    known = [line.amount for line in of if line.amount is not None]
    return sum(known) if known and len(known) == len(of) else None


def is_valid(row: Fee | Exemption, on: date) -> bool:
    return (row.valid_from is None or row.valid_from <= on) and (row.valid_until is None or on <= row.valid_until)


def asks(fees: Sequence[Fee]) -> list[str]:
    """The questions that amounts and conditions of these rows depend on, in order, once each; bad rows ask nothing."""
    names: list[str] = []
    for fee in fees:
        names += [*_condition_names(fee.condition), *_rule(fee).asks]
    return list(dict.fromkeys(name for name in names if name not in conditions.KNOWN_WITHOUT_ASKING))


def groups(exemptions: Sequence[Exemption], on: date) -> list[Exemption]:
    """Those that somebody must say to belong to, one for each group."""
    chosen = {entry.group: entry for entry in reversed(exemptions) if is_valid(entry, on) and not entry.condition}
    return [entry for entry in exemptions if chosen.get(entry.group) is entry]


def faults(edition: Edition) -> Iterator[str]:
    """The gate at publishing: what is wrong with the fees of ``edition``, one sentence each."""
    return fee_checks.faults(edition, GROUP)


# --- One line ---------------------------------------------------------------------------------


def _line(fee: Fee, exemptions: Sequence[Exemption], facts: Mapping[str, Any]) -> Line:
    rule = _rule(fee)
    said = {name: fee_rules.number(facts.get(name)) for name in rule.asks}
    missing = tuple(name for name, value in said.items() if value is None)
    numbers = {name: value for name, value in said.items() if value is not None}
    amount = None if missing else rule.amount_of(numbers)
    words = rule.in_general() if missing else rule.explain(numbers)
    exemption = _exemption(exemptions, facts)
    if exemption:
        amount = _reduced(amount, exemption.percent)
    return Line(_label(fee), fee.kind, amount, words, fee.legal_basis, exemption, missing, fee)


def _not_charged(fee: Fee) -> Line:
    return Line(_label(fee), fee.kind, 0, "", fee.legal_basis, fee=fee)


def _label(fee: Fee) -> str:
    return fee.name or capfirst(fee.get_kind_display())


def _rule(fee: Fee) -> Rule:
    """A row whose settings are wrong has no known amount; publishing refuses it."""
    try:
        return fee_reading.read(fee)
    except BadRule:
        return Later("")


def _reduced(amount: int | None, percent: int) -> int | None:
    if percent >= WHOLE:
        return 0
    return None if amount is None else amount * (WHOLE - percent) // WHOLE


def _exemption(exemptions: Sequence[Exemption], facts: Mapping[str, Any]) -> Exemption | None:
    return max((entry for entry in exemptions if _applies(entry, facts)), key=lambda entry: entry.percent, default=None)


def _applies(exemption: Exemption, facts: Mapping[str, Any]) -> bool:
    if exemption.condition:
        return _holds(exemption, facts)
    claimed = facts.get(GROUP)
    return exemption.group in (claimed if isinstance(claimed, list) else [claimed])


def _holds(row: Fee | Exemption, facts: Mapping[str, Any]) -> bool:
    """A condition that cannot be read holds for nobody's good or harm: the fee is due, the exemption is not given."""
    try:
        return conditions.holds(conditions.read(row.condition, ""), facts)
    except BadForm:
        return isinstance(row, Fee)


def _condition_names(document: Any) -> Iterator[str]:
    try:
        yield from conditions.names(conditions.read(document, ""))
    except BadForm:
        return
