"""Which papers a dossier must have: those of its case whose condition holds."""

from collections.abc import Iterable, Mapping
from typing import Any

from procedures.models import Component
from procedures.questions import conditions


def asked(components: Iterable[Component], *, case: int | None, answers: Mapping[str, Any]) -> list[Component]:
    """The papers of the case (by key), those that are only shown included, given the answers that count.

    Raises ``BadForm`` for a condition that cannot be read; publishing refuses such.
    """
    return [
        component
        for component in components
        if component.case_id in (None, case)
        and conditions.holds(conditions.read(component.condition, str(component)), answers)
    ]


def required(components: Iterable[Component], *, case: int | None, answers: Mapping[str, Any]) -> list[Component]:
    """Those without which the dossier is not complete."""
    return [component for component in asked(components, case=case, answers=answers) if component.is_required]
