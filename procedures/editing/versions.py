"""Versions that pages carry: sixteen hexadecimal digits that differ wherever what they were made of does."""

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Model

from procedures.models import Edition

PLACES = {"id", "edition_id", "number"}
"""Columns that say where a row stands, not what it says."""

CONTENT = (
    "name", "field_id", "levels", "audience", "requirements", "results", "legal_basis", "handled_by", "steps",
    "receiving_address", "decision", "online_level", "sets", "accepts_post", "pays_online",
)  # fmt: skip


def _digest(said: Any) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _values(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def of_row(row: Model, *, but: Collection[str] = ()) -> str:
    """Wherever the row stands in its list; without the columns ``but``."""
    return _digest({name: value for name, value in _values(row).items() if name not in PLACES and name not in but})


def of_texts(texts: Iterable[str]) -> str:
    return _digest(list(texts))


def of_rows(rows: Iterable[Model]) -> str:
    return _digest([_values(row) for row in rows])


def of_content(edition: Edition) -> str:
    return _digest({name: getattr(edition, name) for name in CONTENT})


def of_whole(row: Model) -> str:
    """With every column."""
    return _digest(_values(row))
