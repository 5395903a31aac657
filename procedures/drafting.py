"""Drafts of editions: made from the one in force, changed by people, thrown away."""

from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from procedures.models import PARTS, Case, Edition, Fee, Procedure

BY_HAND = "by_hand"  # mark in ``provenance`` of drafts a person asked for: a refresh leaves them alone
"""Key of ``provenance``: a person has made or changed this draft, so no refresh may throw it away."""


class DraftExists(Exception):
    """The procedure has a draft; work goes on there."""

    message = _("There is a draft already. Go on with it, or delete it first.")


class NotADraft(Exception):
    message = _("A published edition stays as it is. Make a draft from it.")


def untouched_drafts(procedure: Procedure) -> QuerySet[Edition]:
    """What a refresh made and no person or decision has taken up."""
    drafts = procedure.editions.filter(state=Edition.State.DRAFT, line__isnull=True)
    return drafts.exclude(provenance__contains={BY_HAND: True})


@transaction.atomic
def draft_from(source: Edition) -> Edition:
    """A draft with every row of ``source``: to be changed and announced by a decision. Raises ``DraftExists``."""
    procedure = Procedure.objects.select_for_update().get(pk=source.procedure_id)
    if procedure.editions.filter(state=Edition.State.DRAFT).exists():
        raise DraftExists
    newest = procedure.editions.order_by("-number").values_list("number", flat=True)[0]
    provenance = source.provenance | {BY_HAND: True, "from_edition": source.number}
    changes = {"number": newest + 1, "state": Edition.State.DRAFT, "published_at": None, "provenance": provenance}
    draft: Edition = _copy(source, **changes)
    copy_rows(source, draft)
    return draft


def copy_rows(source: Edition, target: Edition) -> None:
    """Every row ``source`` is made of, bound to the cases and fees of ``target``."""
    twins: dict[type[models.Model], dict[int, models.Model]] = {Case: {}, Fee: {}}
    for part in PARTS:
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
    if not locked.provenance.get(BY_HAND):
        locked.provenance[BY_HAND] = True
        locked.save(update_fields=["provenance"])
    return locked


@transaction.atomic
def discard(draft: Edition) -> None:
    """Throw a draft away with its rows. Raises ``NotADraft``; a decision that names it protects it."""
    locked = Edition.objects.select_for_update().get(pk=draft.pk)
    if not locked.is_draft:
        raise NotADraft
    locked.delete()
