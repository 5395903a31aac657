"""Figures as a page, a paper or a sheet says them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from reports import daily
from reports.figures import FIGURES
from reports.figures.base import Figure, Value, Words
from reports.scope import Scope


@dataclass(frozen=True)
class Shown:
    figure: Figure
    value: Value | None

    @property
    def is_assumed(self) -> bool:
        """Invented or assumed: all of it in a demonstration."""
        return self.value is not None and (settings.DEMO or self.value.is_assumed)

    @property
    def parts(self) -> Sequence[tuple[Words, int]]:
        """Those that the figure has words for, in their order."""
        found = self.value.parts if self.value else {}
        return [(label, found[key]) for key, label in self.figure.labels.items() if key in found]

    @property
    def lists(self) -> Sequence[tuple[str, Words]]:
        return [(key, listing.title) for key, listing in self.figure.lists.items()] if self.value else []


def shown(scope: Scope) -> list[Shown]:
    return [Shown(figure, daily.measure(figure, scope)) for figure in FIGURES.values()]
