"""Who changed what of a draft or a decision: lines of the desk's own history of it."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.text import Truncator
from django.utils.translation import override

from portal.accounts.models import User

CONTENT = "content"


def keep(whole: Model, *, by: User, verb: str, row: Model | None = None, fields: Iterable[str] = ()) -> None:
    """One line; ``verb`` is added, changed or deleted, ``fields`` are names of columns. Without a row: the whole."""
    told = {"row": _key(row)} | _named(row) | ({"fields": _titles(row or whole, fields)} if verb == "changed" else {})
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(whole),
        object_id=str(whole.pk),
        object_repr=str(whole)[:200],
        action_flag=CHANGE,
        change_message=json.dumps([{verb: told}], ensure_ascii=False),
    )


def last(whole: Model, row: Model | None = None) -> LogEntry | None:
    """The newest line about this row, or about the whole's own texts."""
    about = _lines(whole).filter(change_message__contains=f'"row": "{_key(row)}"')
    return about.select_related("user").order_by("-action_time", "-pk").first()


def last_of_kind(whole: Model, model: type[Model]) -> LogEntry | None:
    """The newest line about any row of that kind."""
    about = _lines(whole).filter(change_message__contains=f'"row": "{model._meta.model_name}:')
    return about.select_related("user").order_by("-action_time", "-pk").first()


def _lines(whole: Model) -> QuerySet[LogEntry]:
    kind = ContentType.objects.get_for_model(whole)
    return LogEntry.objects.filter(content_type=kind, object_id=str(whole.pk))


def _key(row: Model | None) -> str:
    return CONTENT if row is None else f"{row._meta.model_name}:{row.pk}"


def _named(row: Model | None) -> dict[str, str]:
    """As message ids: the history is read in either language."""
    if row is None:
        return {}
    with override(None):
        return {"name": str(row._meta.verbose_name), "object": Truncator(str(row)).chars(120)}


def _titles(row: Model, fields: Iterable[str]) -> list[Any]:
    with override(None):
        return [str(row._meta.get_field(name).verbose_name) for name in fields]  # type: ignore[union-attr]
