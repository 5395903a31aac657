"""What many rows share, read once for all of them instead of once a batch."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import ForeignKey, QuerySet

import portal.among  # noqa: F401  (the lookup)


def by_key(source: QuerySet[Any], keys: Collection[int]) -> dict[int, Any]:
    """As ``in_bulk``, for hundreds of keys."""
    return {row.pk: row for row in source.filter(pk__among=keys)}


def by_owner(source: QuerySet[Any], owner: str, keys: Collection[int]) -> dict[int, list[Any]]:
    """Rows whose foreign key ``owner`` is one of ``keys``, in order, by that key."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in source.filter(**{f"{owner}__among": keys}):
        found[getattr(row, f"{owner}_id")].append(row)
    return found


class Shared:
    """Rows that others point to, kept as long as this lives: make one for each slice of work, not one for ever."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[int, Any]] = {}

    def give(self, rows: Sequence[Any], relation: str, source: QuerySet[Any]) -> None:
        """Set the foreign key ``relation`` of ``rows``; what is not here yet comes from ``source`` with one query."""
        if not rows:
            return
        kept = self._kept.setdefault(source.model._meta.label, {})
        field: ForeignKey[Any, Any] = rows[0]._meta.get_field(relation)
        missing = {getattr(row, field.attname) for row in rows} - kept.keys() - {None}
        if missing:
            kept |= by_key(source, missing)
        for row in rows:
            key = getattr(row, field.attname)
            field.set_cached_value(row, None if key is None else kept[key])
