"""What a figure of the report is: how it is counted, from what, and the rows behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from reports.scope import Scope

Words = str | Promise


@dataclass(frozen=True)
class Value:
    """``number``, of ``of`` where it is a share of something; ``parts`` by key."""

    number: int
    of: int | None = None
    parts: Mapping[str, int] = field(default_factory=dict)
    is_assumed: bool = False

    @property
    def percent(self) -> int | None:
        """In hundredths, rounded down: what is not whole never shows as 100."""
        return self.number * 100 // self.of if self.of else None


@dataclass(frozen=True)
class Column:
    """``path`` is of the row; ``read`` makes a text, a moment, a day or nothing of what stands there."""

    title: Words
    path: str
    read: Callable[[Any], Any] = lambda value: value
    is_vietnamese: bool = False
    width: int = 24


@dataclass(frozen=True)
class Listing:
    """The rows behind a figure, in the order of ``key``, a unique number."""

    title: Words
    rows: Callable[[Scope], QuerySet[Any]]
    columns: Sequence[Column]
    key: str = "pk"
    address: Callable[[Any], str] | None = None
    """Of the page of a row, by what stands at ``address_path``."""

    address_path: str = ""


@dataclass(frozen=True)
class Figure:
    """``count`` gives ``None`` for what is not measured. ``method`` and ``source`` stand under it in every report."""

    key: str
    title: Words
    unit: Words
    method: Words
    source: Words
    count: Callable[[Scope], Value | None]
    labels: Mapping[str, Words] = field(default_factory=dict)
    lists: Mapping[str, Listing] = field(default_factory=dict)
    of: Words = ""
    """Of what it is a share."""

    is_whole: bool = False
    """Of the whole province, whoever looks: the catalogue and the plan belong to no agency."""

    is_kept: bool = False
    """Written down every night (``daily``): past days are read, not counted."""
