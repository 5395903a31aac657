"""The provincial part goes on: what the nation does not say of a procedure stays as it was said in the edition before.

Rows the nation does speak of are recognised by what it says: papers by code and name, fees by all of it. Where it
publishes other fees for a channel and case since, what was worked out for the old ones does not hold any more.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from portal.vietnamese import plain
from procedures.models import Case, Component, Edition, Example, Exemption, Fee, ProcessStep, Responsibility

EDITION = ("online_level", "sets", "accepts_post", "pays_online")
PAPER = ("form_file", "replaced_by_result", "condition", "note")
FEE = ("name", "rule", "quantity", "rule_values", "condition", "legal_basis", "valid_from", "valid_until")

Twins = list[tuple[Any, Any]]
"""Rows of the edition before and those of the new one that are the same to the nation."""


def carry_over(after: Edition, edition: Edition, cases: Sequence[Case]) -> None:
    """Bring the provincial part of ``after`` into the fresh draft ``edition``; its form is there already."""
    _copy_columns([(after, edition)], EDITION)
    for part in (Responsibility, Example):
        for row in part._default_manager.filter(edition=after):
            _copied(row, edition)
    _steps(after, edition, {plain(case.name): case for case in cases})
    _copy_columns(_papers(after, edition), PAPER)
    fees = _fees(after, edition)
    _copy_columns(fees, FEE)
    _exemptions(after, edition, fees)


def _copied(row: Any, edition: Edition) -> None:
    row.pk, row.edition = None, edition
    row.save(force_insert=True)


def _copy_columns(twins: Twins, columns: tuple[str, ...]) -> None:
    for old, new in twins:
        for column in columns:
            setattr(new, column, getattr(old, column))
        new.save(update_fields=columns)


def _steps(after: Edition, edition: Edition, cases: dict[str, Case]) -> None:
    for step in ProcessStep.objects.filter(edition=after).select_related("case"):
        twin = cases.get(plain(step.case.name)) if step.case else None
        if twin or not step.case:
            step.case = twin
            _copied(step, edition)


def _papers(after: Edition, edition: Edition) -> Twins:
    old = _grouped(Component.objects.filter(edition=after).select_related("case"), _paper)
    new = _grouped(Component.objects.filter(edition=edition).select_related("case"), _paper)
    return [(rows[0], new[key][0]) for key, rows in old.items() if key in new]


def _paper(paper: Component) -> tuple[Any, ...]:
    return paper.code, plain(paper.name), plain(paper.case.name) if paper.case else None


def _fees(after: Edition, edition: Edition) -> Twins:
    """Those of a channel and case whose fees are all the same."""
    old = _grouped(Fee.objects.filter(edition=after).select_related("case"), _charged)
    new = _grouped(Fee.objects.filter(edition=edition).select_related("case"), _charged)
    pairs: Twins = []
    for key, rows in old.items():
        here, there = sorted(rows, key=_fee), sorted(new.get(key, []), key=_fee)
        if list(map(_fee, here)) == list(map(_fee, there)):
            pairs += zip(here, there, strict=True)
    return pairs


def _charged(fee: Fee) -> tuple[Any, ...]:
    return fee.channel, plain(fee.case.name) if fee.case else None


def _fee(fee: Fee) -> tuple[Any, ...]:
    return fee.kind, -1 if fee.amount is None else fee.amount, plain(fee.per), plain(fee.text)


def _exemptions(after: Edition, edition: Edition, fees: Twins) -> None:
    """Of the fees that went on, and of the whole edition, exactly those there were."""
    twins = {old.pk: new for old, new in fees}
    Exemption.objects.filter(Q(fee=None) | Q(fee__in=list(twins.values())), edition=edition).delete()
    for row in Exemption.objects.filter(Q(fee=None) | Q(fee__in=list(twins)), edition=after):
        row.fee = twins[row.fee_id] if row.fee_id else None
        _copied(row, edition)


def _grouped(rows: Iterable[Any], key: Any) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
