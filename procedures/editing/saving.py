"""Writing the rows and texts of a draft: one change at a time under its lock, never over what one has not seen.

Publishing takes the same lock, so whoever saves while somebody publishes comes before it or is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from procedures import drafting, editions
from procedures.editing import families, history, ordering, versions
from procedures.editing.families import Family
from procedures.editing.kinds import KINDS, Kind, kind_of
from procedures.models import Case, Edition, Fee

Settle = Callable[[Any], None]


@dataclass
class EditedElsewhere(Exception):
    """Somebody saved the same after the page was made."""

    now: Any
    """As it is stored: the family of rows, ``None`` where it is gone, or the edition or decision."""
    by: str = ""
    at: datetime | None = None


class OnlyCase(Exception):
    """Every edition has a case: it decides papers, time and fee."""

    message = gettext_lazy("An edition keeps at least one case. Change this one, or add another first.")


@transaction.atomic
def add(
    edition: Edition, row: Any, variants: Sequence[Any] = (), *, by: User, settle: Settle = ordering.put_last
) -> None:
    """Store a new row, or one for each variant; ``settle`` gives it its place. Raises ``NotADraft``."""
    draft = drafting.touch(edition)
    row.edition = draft
    settle(row)
    added = list(families.spread(row, kind_of(row), variants))
    for new in added:
        new.save(force_insert=True)
    history.keep(draft, by=by, verb="added", row=added[0])
    _find_anew(draft, kind_of(row))


@dataclass(frozen=True)
class Wanted:
    """What a row, and those that belong to it, are to become: these columns of ``row``, for these variants."""

    row: Any
    columns: Sequence[str]
    variants: Sequence[Any] = ()
    settle: Settle | None = None


@transaction.atomic
def change(edition: Edition, kind: Kind, pk: int, wanted: Wanted, *, seen: str, by: User) -> None:
    """Bring the family of a row to what is wanted, if it still is in the version ``seen``.

    Raises ``EditedElsewhere`` or ``NotADraft``; then nothing is written.
    """
    draft = drafting.touch(edition)
    family = _unchanged(draft, kind, pk, seen)
    before, columns = families.twin(family.head), list(wanted.columns)
    if wanted.settle:
        wanted.settle(wanted.row)
        columns += ["case", "number", "branch"]
    families.fit(family, wanted.row, kind, dict.fromkeys(columns), wanted.variants)
    differing = [name for name in dict.fromkeys(columns) if getattr(before, name) != getattr(wanted.row, name)]
    history.keep(draft, by=by, verb="changed", row=family.head, fields=differing)
    _find_anew(draft, kind)


@transaction.atomic
def remove(edition: Edition, kind: Kind, pk: int, *, seen: str, by: User) -> None:
    """Take a row out with those that belong to it. Raises as ``change``, and ``OnlyCase``."""
    draft = drafting.touch(edition)
    family = _unchanged(draft, kind, pk, seen)
    if kind.model is Case and draft.cases.count() == 1:
        raise OnlyCase
    history.keep(draft, by=by, verb="deleted", row=family.head)
    for row in family.rows:
        row.delete()
    _find_anew(draft, kind)


@transaction.atomic
def move(edition: Edition, kind: Kind, pk: int, by_places: int, *, seen: str, by: User) -> None:
    """One place up (-1) or down (1) in the list whose version is ``seen``; at either end it stays.

    Raises as ``change``.
    """
    draft = drafting.touch(edition)
    rows = list(kind.rows(draft))
    found = families.families(draft, kind)
    family = next((family for family in found if family.head.pk == pk), None)
    if family is None or versions.of_rows(rows) != seen:
        raise _edited(family, history.last_of_kind(draft, kind.model))
    if ordering.move(draft, found, family, by_places):
        history.keep(draft, by=by, verb="changed", row=family.head, fields=["number"])


@transaction.atomic
def rewrite(edition: Edition, values: Mapping[str, Any], *, seen: str, by: User) -> None:
    """Write the edition's own texts and settings. Raises as ``change``."""
    draft = drafting.touch(edition)
    if versions.of_content(draft) != seen:
        raise _edited(draft, history.last(draft))
    differing = [name for name, value in values.items() if getattr(draft, name) != value]
    for name in differing:
        setattr(draft, name, values[name])
    if differing:
        draft.save(update_fields=differing)
        editions.reword(draft)
        history.keep(draft, by=by, verb="changed", fields=differing)


def _unchanged(draft: Edition, kind: Kind, pk: int, seen: str) -> Family:
    """The rows as they are stored, if that is what the page showed."""
    family = families.find(draft, kind, pk)
    if family is None or family.version != seen:
        raise _edited(family, history.last(draft, family.head if family else kind.model(pk=pk)))
    return family


def _edited(now: Any, told: LogEntry | None) -> EditedElsewhere:
    return EditedElsewhere(now, str(told.user) if told else "", told.action_time if told else None)


def _find_anew(draft: Edition, kind: Kind) -> None:
    if kind.is_found_by:
        editions.reword(draft)


def goes_with(edition: Edition, family: Family) -> list[tuple[Kind, Family]]:
    """What would be taken out along: a case takes its papers, limits, fees and steps, a fee its exemptions."""
    keys = {row.pk for row in family.rows}
    column = {Case: "case_id", Fee: "fee_id"}.get(type(family.head))
    if column is None:
        return []
    return [
        (kind, other)
        for kind in KINDS.values()
        if any(field.attname == column for field in kind.model._meta.concrete_fields)
        for other in families.families(edition, kind)
        if getattr(other.head, column) in keys
    ]
