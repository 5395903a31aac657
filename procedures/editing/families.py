"""Rows that belong together: the same fee, limit or exemption for several ways of handing in is worked on as one.

The record has a row for each; whoever looks after it sees and changes one line.
"""

import copy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from procedures.editing import versions
from procedures.editing.kinds import KINDS, Kind
from procedures.models import Edition, Fee


@dataclass(frozen=True)
class Family:
    """Rows alike in all but their place and what they vary in; ``head`` stands for them."""

    rows: tuple[Any, ...]

    @property
    def head(self) -> Any:
        return self.rows[0]

    @property
    def version(self) -> str:
        """Of what the rows say, wherever they stand."""
        return versions.of_texts([f"{row.pk} {versions.of_row(row)}" for row in self.rows])


def families(edition: Edition, kind: Kind) -> list[Family]:
    """All rows of a kind, in order."""
    fees = _heads(edition) if kind.varies == "fee" else {}
    found: list[list[Any]] = []
    by_key: dict[Any, list[Any]] = {}
    for row in kind.rows(edition):
        row.edition = edition
        key = _key(row, kind, fees) if kind.varies else row.pk
        members = by_key.get(key)
        if members is None or _variant(row, kind) in {_variant(other, kind) for other in members}:
            members = by_key[key] = []
            found.append(members)
        members.append(row)
    return [Family(tuple(members)) for members in found]


def find(edition: Edition, kind: Kind, pk: int) -> Family | None:
    """The family one of whose rows has that key."""
    return next((family for family in families(edition, kind) if any(row.pk == pk for row in family.rows)), None)


def fees(edition: Edition) -> list[Family]:
    return families(edition, KINDS["fee"])


def _heads(edition: Edition) -> dict[int, int]:
    """Fee to the head of its family."""
    return {row.pk: family.head.pk for family in fees(edition) for row in family.rows}


def _variant(row: Any, kind: Kind) -> Any:
    return getattr(row, _column(kind)) if kind.varies else None


def _key(row: Any, kind: Kind, fees: dict[int, int]) -> str:
    said = versions.of_row(row, but={"channel", "fee_id"} if kind.varies == "fee" else {"channel"})
    return f"{said} {fees.get(row.fee_id, '')}" if kind.varies == "fee" else said


# --- Bringing the rows to what is wanted ------------------------------------------------------


def spread(template: Any, kind: Kind, variants: Sequence[Any]) -> Iterator[Any]:
    """New rows like ``template``, one for each variant; the template alone where the kind has none."""
    if not kind.varies:
        yield template
        return
    for variant in variants:
        yield twin(template, **{_column(kind): variant})


def twin(row: Any, **values: Any) -> Any:
    """A row not stored yet with the same values but for ``values``."""
    columns = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    return type(row)(**columns | values)


def alone(row: Any) -> Any:
    """A copy that a form may write into; the row itself stays as it is."""
    return copy.copy(row)


def _column(kind: Kind) -> str:
    return "fee_id" if kind.varies == "fee" else kind.varies


def fit(family: Family, template: Any, kind: Kind, columns: Iterable[str], variants: Sequence[Any]) -> None:
    """Write these columns of every row, add the rows of new variants, take out those of variants no longer wanted."""
    names = [template._meta.get_field(name).attname for name in columns]
    wanted = list(variants) if kind.varies else [_variant(family.head, kind)]
    there = [_variant(row, kind) for row in family.rows]
    for variant in wanted:
        if variant not in there:
            _add_beside(family.head, twin(template, **{_column(kind): variant}))
    for row, variant in zip(family.rows, there, strict=True):
        if variant not in wanted:
            row.delete()
            continue
        for name in names:
            setattr(row, name, getattr(template, name))
        row.save(update_fields=list(columns))


def _add_beside(head: Any, row: Any) -> None:
    """A new row of the family; a fee gets the exemptions its siblings have."""
    row.edition_id, row.number = head.edition_id, head.number
    row.save(force_insert=True)
    if isinstance(head, Fee):
        for exemption in head.exemptions.all():
            twin(exemption, fee_id=row.pk).save(force_insert=True)
