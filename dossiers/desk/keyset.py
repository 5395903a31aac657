"""Pages of a list by where the last one ended: never skipped, never counted through.

Each agency's part is read in the order of its index and ended early; the parts are laid together, a dossier reached by
way of two agencies once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.fields.tuple_lookups import (  # type: ignore[import-untyped]
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)

from dossiers.desk.models import Place
from dossiers.desk.seat import Seat

MOST_COUNTED = 1000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEY = ("rank", "at", "dossier_id")
Sent = tuple[str, tuple[Any, ...]]
"""A statement as it is sent, and its values."""

NOTHING: Sent = ("SELECT 1 WHERE false", ())


class Spot(NamedTuple):
    """Where a dossier stands in a list."""

    rank: int
    at: datetime
    dossier: int

    def __str__(self) -> str:
        return f"{self.rank}.{(self.at - EPOCH) // timedelta(microseconds=1)}.{self.dossier}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """``None`` for what no page of ours wrote."""
        try:
            rank, at, dossier = (int(part) for part in text.split("."))
            return cls(rank, EPOCH + timedelta(microseconds=at), dossier)
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True)
class Listing:
    """Which places, in which order."""

    seat: Seat
    condition: Q
    newest_first: bool = False

    def after(self, spot: Spot | None, most: int) -> list[Spot]:
        return self._read(spot, most, backwards=self.newest_first)

    def before(self, spot: Spot, most: int) -> list[Spot]:
        """The last ones before ``spot``, in the order of the list."""
        return self._read(spot, most, backwards=not self.newest_first)[::-1]

    def _read(self, spot: Spot | None, most: int, *, backwards: bool) -> list[Spot]:
        order = [f"-{column}" for column in KEY] if backwards else list(KEY)
        condition = self.condition
        if spot is not None:
            beyond = TupleLessThan if backwards else TupleGreaterThan
            condition &= Q(beyond(Tuple(*KEY), spot))
        parts = self._parts(condition, KEY, order, most)
        if not parts:
            return []
        whole = parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]
        return [Spot(*row) for row in (whole.order_by(*order)[:most] if len(parts) > 1 else whole)]

    def _parts(self, condition: Q, columns: Sequence[str], order: Sequence[str], most: int) -> list[QuerySet[Any]]:
        """Agency by agency; the names of columns as the union sees them."""
        rows = Place.objects.filter(condition).order_by(*order).values_list(*columns)
        return [rows.filter(agency=agency)[:most] for agency in self.seat.agencies]

    def counting(self) -> QuerySet[Any] | None:
        """Up to one more than ``MOST_COUNTED`` keys of the list; ``None`` where there can be none."""
        parts = self._parts(self.condition, ["dossier_id"], [], MOST_COUNTED + 1)
        return parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0] if parts else None


def counted(listings: Sequence[Listing]) -> list[int]:
    """How long each list is, in one query; beyond ``MOST_COUNTED`` it is not counted further."""
    sql, values = statement_of(listings)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [capped(number) for number in cursor.fetchone()]


def capped(number: int) -> int:
    return min(number, MOST_COUNTED + 1)


def statement_of(listings: Sequence[Listing]) -> Sent:
    """One row with the length of each."""
    sent = [_statement(listing.counting()) for listing in listings]
    numbers = ", ".join(f"(SELECT count(*) FROM ({sql}) heap)" for sql, _values in sent)  # noqa: S608  (the ORM's own)
    return f"SELECT {numbers}", tuple(value for _sql, values in sent for value in values)


def _statement(query: QuerySet[Any] | None) -> Sent:
    try:
        return query.query.sql_with_params() if query is not None else NOTHING
    except EmptyResultSet:  # nothing was found, and Django would not even ask
        return NOTHING
