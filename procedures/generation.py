"""Which state of the catalogue this is, and what is kept in memory for as long as it lasts.

One number in the database, counted up with every change, by whatever process; each process keeps what it made under the
number it was made for.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from django.db import connection

T = TypeVar("T")
MOST_KEPT = 2_000

_lock = threading.Lock()
_kept: OrderedDict[tuple[object, ...], object] = OrderedDict()


def current() -> int:
    """The number of this state: one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(number) FROM procedures_cataloguegeneration")
        return int(cursor.fetchone()[0] or 0)


def bump() -> None:
    """The catalogue has changed; counts with the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procedures_cataloguegeneration (id, number) VALUES (1, 1) "
            "ON CONFLICT (id) DO UPDATE SET number = procedures_cataloguegeneration.number + 1"
        )


def kept(key: tuple[object, ...], make: Callable[[], T], *, generation: int | None = None) -> T:
    """``make()``, or what it gave before in this process for the same ``key`` and state of the catalogue."""
    whole = (connection.settings_dict["NAME"], current() if generation is None else generation, *key)
    with _lock:
        if whole in _kept:
            _kept.move_to_end(whole)
            return _kept[whole]  # type: ignore[return-value]
    made = make()
    with _lock:
        _kept[whole] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Everything this process has kept."""
    with _lock:
        _kept.clear()
