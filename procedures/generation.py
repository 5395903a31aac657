"""Which state of the catalogue this is, and what is kept in memory for as long as it lasts.

Triggers of the database (migration ``catalogue_changes``) write a row for every transaction that changes what
readers see, whoever changes it: no program has to think of it. The rows that can be seen name the state. Nobody waits
for anybody, and a row rolled back takes its name with it, so what was made from it is never found again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from django.db import connection, transaction

T = TypeVar("T")
Key = tuple[object, ...]
MOST_KEPT = 2_000
MOST_CHANGES = 50

NAME = """
    SELECT md5(string_agg(id::text, ' ' ORDER BY id)), set_config('catalogue.noted', '', true)
    FROM procedures_cataloguechange
"""
"""Within a transaction the next change is noted again: somebody has looked since the last one."""

_lock = threading.Lock()
_kept: OrderedDict[Key, object] = OrderedDict()
_making: dict[Key, threading.Lock] = {}


def current() -> str:
    """The name of this state: one query."""
    with connection.cursor() as cursor:
        cursor.execute(NAME)
        return str(cursor.fetchone()[0])


def fold() -> None:
    """Many changes become one, so that telling them apart stays quick. Safe to repeat, also at the same time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procedures_cataloguechange FOR UPDATE SKIP LOCKED")
        keys = [key for (key,) in cursor.fetchall()]
        if len(keys) > MOST_CHANGES:
            cursor.execute("DELETE FROM procedures_cataloguechange WHERE id = ANY(%s)", [keys])
            cursor.execute("INSERT INTO procedures_cataloguechange DEFAULT VALUES")


def kept(
    key: Key, make: Callable[[], T], *, state: str | None = None, holds: Callable[[T], bool] = lambda made: True
) -> T:
    """``make()``, or what it gave before in this process for the same ``key`` and state of the catalogue, as long as
    that ``holds``. Of several who want it at once one makes it and the others wait."""
    whole: Key = (connection.settings_dict["NAME"], state or current(), *key)
    found = _found(whole, holds)
    if found is not None:
        return found
    with _lock:
        turn = _making.setdefault(whole, threading.Lock())
    try:
        with turn:
            found = _found(whole, holds)
            return found if found is not None else _keep(whole, make())
    finally:
        with _lock:
            _making.pop(whole, None)


def _found(whole: Key, holds: Callable[[T], bool]) -> T | None:
    with _lock:
        found: T | None = _kept.get(whole)  # type: ignore[assignment]
        if found is None or not holds(found):
            return None
        _kept.move_to_end(whole)
        return found


def _keep(whole: Key, made: T) -> T:
    with _lock:
        _kept[whole] = made
        _kept.move_to_end(whole)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Everything this process has kept."""
    with _lock:
        _kept.clear()
