"""The rows behind a figure that an address asks for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import Http404

from reports.figures import FIGURES
from reports.figures.base import Figure, Listing
from reports.scope import Scope
from reports.views.asking import Asked, Asking

PART = "phan"
Line = tuple[int, str, list[Any]]
"""Key, address and cells of a row."""


class Found:
    """The listing that the address asks for, and of whom. 404 for one that is not there."""

    def __init__(self, request: Asking, key: str, now: datetime | None = None) -> None:
        self.asked = Asked(request, now)
        self.part = str(request.GET.get(PART, ""))
        figure = FIGURES.get(key)
        listing = figure.lists.get(self.part) if figure else None
        if figure is None or listing is None or not self.asked.is_valid:
            raise Http404
        self.figure: Figure = figure
        self.listing: Listing = listing

    @property
    def scope(self) -> Scope:
        return replace(self.asked.scope, agencies=None) if self.figure.is_whole else self.asked.scope

    @property
    def parameters(self) -> dict[str, str]:
        return self.asked.parameters | ({PART: self.part} if self.part else {})

    def lines(self, after: int = 0) -> Iterator[Line]:
        """Those behind ``after``."""
        columns = self.listing.columns
        rows = self.listing.rows(self.scope).filter(**{f"{self.listing.key}__gt": after}).order_by(self.listing.key)
        paths = [self.listing.key, self.listing.address_path or self.listing.key, *(column.path for column in columns)]
        for key, target, *values in rows.values_list(*paths).iterator(chunk_size=1000):
            address = self.listing.address(target) if self.listing.address else ""
            cells = [column.read(value) for column, value in zip(columns, values, strict=True)]
            yield key, address, cells

    @property
    def day(self) -> str:
        return f"{self.asked.on:%Y-%m-%d}"

    def number(self, most: int) -> int:
        """How many rows, counted up to ``most`` and one more."""
        return self.listing.rows(self.scope).order_by()[: most + 1].count()
