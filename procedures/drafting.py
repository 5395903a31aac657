"""Drafts of editions: made from the one in force, changed by people, thrown away."""

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from procedures.models import PARTS, Case, Edition, Fee, Procedure

BY_HAND = "by_hand"
"""Key of ``provenance``: a person has made or changed this draft, so no refresh may throw it away."""

BY_FILE = "by_file"
"""Key of ``provenance``: an import has made this draft and nobody has changed it since, so the next import may put it
away. What it says is the import's own affair."""


class DraftExists(Exception):
    """The procedure has a draft; work goes on there."""

    message = _("There is a draft already. Go on with it, or delete it first.")


class NotADraft(Exception):
    message = _("A published edition stays as it is. Make a draft from it.")


def untouched_drafts(procedure: Procedure) -> QuerySet[Edition]:
    """What a refresh made and no person or decision has taken up."""
    drafts = procedure.editions.filter(state=Edition.State.DRAFT, line__isnull=True)
    return drafts.exclude(provenance__contains={BY_HAND: True})


def imported_drafts(procedure: Procedure) -> QuerySet[Edition]:
    """What an import made and no person or decision has taken up."""
    drafts = procedure.editions.filter(state=Edition.State.DRAFT, line__isnull=True)
    return drafts.filter(provenance__has_key=BY_FILE)


@transaction.atomic
def draft_from(source: Edition) -> Edition:
    """A draft with every row of ``source``: to be changed and announced by a decision. Raises ``DraftExists``."""
    procedure = Procedure.objects.select_for_update().get(pk=source.procedure_id)
    if procedure.editions.filter(state=Edition.State.DRAFT).exists():
        raise DraftExists
    draft = begin(source)
    copy_rows(source, draft)
    return draft


def begin(source: Edition) -> Edition:
    """A draft by hand with the columns of ``source`` and none of its rows. The caller holds the procedure."""
    newest = Edition.objects.filter(procedure=source.procedure_id).order_by("-number").values_list("number", flat=True)
    kept = {key: value for key, value in source.provenance.items() if key != BY_FILE}
    origin = kept | {BY_HAND: True, "from_edition": source.number}
    changes = {"number": newest[0] + 1, "state": Edition.State.DRAFT, "published_at": None, "provenance": origin}
    draft: Edition = _copy(source, **changes)
    return draft


def copy_rows(source: Edition, target: Edition, parts: Sequence[type[models.Model]] = PARTS) -> None:
    """Every row ``source`` is made of, or those of ``parts``, bound to the cases and fees of ``target``."""
    twins: dict[type[models.Model], dict[int, models.Model]] = {Case: {}, Fee: {}}
    for part in parts:
        for row in part._default_manager.filter(edition=source).order_by("pk"):
            bound = {name: twins[kind].get(getattr(row, f"{name}_id", 0)) for name, kind in _bindings(part).items()}
            copy = _copy(row, edition=target, **bound)
            if part in twins:
                twins[part][row.pk] = copy


def _bindings(part: type[models.Model]) -> dict[str, type[models.Model]]:
    """Which of its columns point at a sibling row."""
    fields = part._meta.concrete_fields
    return {field.name: field.related_model for field in fields if field.related_model in (Case, Fee)}  # type: ignore[misc]


def _copy(row: Any, **changes: Any) -> Any:
    """A new row with the same values but for ``changes``; generated columns are the database's."""
    columns = [field for field in row._meta.concrete_fields if not field.primary_key and not field.generated]
    values = {field.attname: getattr(row, field.attname) for field in columns}
    for name, value in changes.items():
        values.pop(f"{name}_id", None)
        values[name] = value
    return type(row)._default_manager.create(**values)


@transaction.atomic
def touch(draft: Edition) -> Edition:
    """Lock a draft that a person is about to change. Raises ``NotADraft``."""
    locked = Edition.objects.select_for_update().get(pk=draft.pk)
    if not locked.is_draft:
        raise NotADraft
    if not locked.provenance.get(BY_HAND) or BY_FILE in locked.provenance:
        locked.provenance = {key: value for key, value in locked.provenance.items() if key != BY_FILE} | {BY_HAND: True}
        locked.save(update_fields=["provenance"])
    return locked


@transaction.atomic
def discard(draft: Edition) -> None:
    """Throw a draft away with its rows. Raises ``NotADraft``; a decision that names it protects it."""
    locked = Edition.objects.select_for_update().get(pk=draft.pk)
    if not locked.is_draft:
        raise NotADraft
    locked.delete()
