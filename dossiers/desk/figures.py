"""How much lies in each heap, asked in one query whose text is composed once.

Composing the conditions of all heaps costs several times what answering them costs. Their text depends on nothing but
how many agencies are read; who asks, where, today and now are values of it, and are put in the places where those of
somebody who does not exist stood.
"""

import functools
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from dossiers.desk.heaps import HEAPS
from dossiers.desk.keyset import Listing, Sent, capped, statement_of
from dossiers.desk.seat import Seat
from portal.accounts.models import User

NOBODY = -1
NOW, TODAY_ENDS, NEAR_ENDS = (datetime(1900, 1, day, tzinfo=UTC) for day in (1, 2, 3))


class Pattern(Seat):
    """A seat of nobody at as many agencies that do not exist, at a moment long past: numbered below ``NOBODY``."""

    def __init__(self, agencies: int) -> None:
        super().__init__(User(pk=NOBODY), NOW)
        self.__dict__.update(agencies=tuple(NOBODY - 1 - place for place in range(agencies)), near_ends=NEAR_ENDS)

    @property
    def today_ends(self) -> datetime:
        return TODAY_ENDS


def figures(seat: Seat) -> dict[str, int]:
    """Each heap's; beyond ``MOST_COUNTED`` it is not counted further."""
    if not seat.agencies:
        return dict.fromkeys(HEAPS, 0)
    sql, values = composed(len(seat.agencies))
    with connection.cursor() as cursor:
        cursor.execute(sql, put_in(values, seat))
        return dict(zip(HEAPS, map(capped, cursor.fetchone()), strict=True))


@functools.lru_cache(maxsize=64)
def composed(agencies: int) -> Sent:
    seat = Pattern(agencies)
    return statement_of([Listing(seat, work.condition(seat)) for work in HEAPS.values()])


def put_in(values: Sequence[Any], seat: Seat) -> list[Any]:
    """``values`` of the pattern as they are for ``seat``. A moment that a heap took from the clock itself is now."""
    moments = {TODAY_ENDS: seat.today_ends, NEAR_ENDS: seat.near_ends}
    today = timezone.localdate(seat.now)

    def real(value: Any) -> Any:
        if isinstance(value, datetime):
            return moments.get(value, seat.now)
        if isinstance(value, date):
            return today
        if isinstance(value, int) and value <= NOBODY:
            return seat.user.pk if value == NOBODY else seat.agencies[NOBODY - 1 - value]
        return value

    return [real(value) for value in values]
