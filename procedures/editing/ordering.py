"""The order of the rows of an edition, kept as their numbers; what names a number moves with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Max, Model

from procedures.editing.families import Family
from procedures.models import Case, Component, Edition, ProcessStep

ASIDE = 20_000
"""Added while numbers change places, for where two rows may not have one number even for a moment."""


def put_last(row: Any) -> None:
    """The number behind the last of its kind, where the kind is numbered."""
    if hasattr(row, "number"):
        row.number = (_siblings(row).aggregate(last=Max("number"))["last"] or 0) + 1


def _siblings(row: Any) -> Any:
    return type(row)._default_manager.filter(edition=row.edition)


def move(edition: Edition, found: Sequence[Family], family: Family, by_places: int) -> bool:
    """Change places with the neighbour; false at either end. ``found`` are all of the kind, in order."""
    if isinstance(family.head, ProcessStep):
        return _move_step([other.head for other in found], family.head, by_places)
    there = found.index(family) + by_places
    if not 0 <= there < len(found):
        return False
    ordered = [other for other in found if other is not family]
    ordered.insert(there, family)
    _number(edition, ordered)
    return True


def _number(edition: Edition, ordered: Sequence[Family]) -> None:
    """Numbers in this order, one for all rows of a family: those there are, or counted anew where some are the same."""
    numbers = sorted(family.head.number for family in ordered)
    if len(set(numbers)) < len(numbers) or any(len({row.number for row in family.rows}) > 1 for family in ordered):
        numbers = list(range(1, len(ordered) + 1))
    pairs = [(row, number) for family, number in zip(ordered, numbers, strict=True) for row in family.rows]
    moved = [(row, number) for row, number in pairs if row.number != number]
    became = {row.number: number for row, number in moved}
    _renumber(moved)
    if moved and isinstance(moved[0][0], Case):
        follow_cases(edition, became)
    if moved and isinstance(moved[0][0], Component):
        _follow_papers(edition, became)


def _renumber(moved: Sequence[tuple[Any, int]]) -> None:
    """In two steps: no two rows ever have one number."""
    for row, number in moved:
        type(row)._default_manager.filter(pk=row.pk).update(number=number + ASIDE)
    for row, number in moved:
        row.number = number
        row.save(update_fields=["number"])


# --- What names a case or a paper by its number -----------------------------------------------


def follow_cases(edition: Edition, became: Mapping[int, int]) -> None:
    """Examples and conditions go on meaning the same cases."""
    for example in edition.examples.all():
        if example.case in became:
            example.case = became[example.case]
            example.save(update_fields=["case"])
    rows: list[Model] = [*edition.components.all(), *edition.fees.all(), *edition.exemptions.all()]
    for row in rows:
        _rewrite(row, "condition", became)
    _rewrite(edition, "form", became)
    for change in edition.form_changes.all():
        _rewrite(change, "before", became)


def _rewrite(row: Model, column: str, became: Mapping[int, int]) -> None:
    kept = getattr(row, column)
    strings = {str(old): str(new) for old, new in became.items()}
    changed = _with_cases(kept, lambda said: strings.get(str(said), said))
    if changed != kept:
        setattr(row, column, changed)
        row.save(update_fields=[column])


def _with_cases(node: Any, new: Callable[[Any], Any]) -> Any:
    """The document with every value that is compared with the case given anew."""
    if isinstance(node, list):
        return [_with_cases(part, new) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("question") == "case":
        return {key: value if key in ("question", "filled") else _each(value, new) for key, value in node.items()}
    return {key: _with_cases(value, new) for key, value in node.items()}


def _each(value: Any, new: Callable[[Any], Any]) -> Any:
    return [new(part) for part in value] if isinstance(value, list) else new(value)


def _follow_papers(edition: Edition, became: Mapping[int, int]) -> None:
    for example in edition.examples.all():
        papers = [became.get(number, number) for number in example.papers]
        if papers != example.papers:
            example.papers = papers
            example.save(update_fields=["papers"])


# --- Internal steps: those of one number run side by side -------------------------------------


def _group(rows: Sequence[ProcessStep], step: ProcessStep, number: int) -> list[ProcessStep]:
    return [row for row in rows if row.case_id == step.case_id and row.number == number]


def _move_step(rows: Sequence[ProcessStep], step: ProcessStep, by_places: int) -> bool:
    """A step moves with those that run beside it, past all that run beside the neighbour."""
    numbers = sorted({row.number for row in rows if row.case_id == step.case_id})
    there = numbers.index(step.number) + by_places
    if not 0 <= there < len(numbers):
        return False
    mine, theirs = _group(rows, step, step.number), _group(rows, step, numbers[there])
    here = step.number
    _renumber([*((row, numbers[there]) for row in mine), *((row, here) for row in theirs)])
    return True


def place_step(step: ProcessStep, beside: ProcessStep | None) -> None:
    """Beside another, in a branch of its own; or by itself: where it was alone already, else behind all of its case."""
    others = _siblings(step).exclude(pk=step.pk)
    if beside is not None:
        step.case_id, step.number = beside.case_id, beside.number
    elif step.pk is None or not _stays(step, others):
        step.number = (others.filter(case=step.case_id).aggregate(last=Max("number"))["last"] or 0) + 1
    taken = set(others.filter(case=step.case_id, number=step.number).values_list("branch", flat=True))
    if step.pk is None or step.branch in taken:
        step.branch = next(number for number in range(1, len(taken) + 2) if number not in taken)


def _stays(step: ProcessStep, others: Any) -> bool:
    """It is of the case it was of, and nothing runs beside it."""
    was = ProcessStep.objects.get(pk=step.pk)
    return was.case_id == step.case_id and not others.filter(case=step.case_id, number=was.number).exists()
