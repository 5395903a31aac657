"""Holding a draft: every change locks the row, and what changes its answers counts its version (D15)."""

from dossiers.act import EditedElsewhere, WrongStatus
from dossiers.models import Dossier, Status

UNCHANGING = (Dossier.edition.field, Dossier.case.field, Dossier.agency.field, Dossier.received_by.field)
"""What a dossier refers to and what stays as it was read: a published edition and its parts, an agency's codes."""


def lock(draft: Dossier, version: int | None = None) -> None:
    """Hold the row until the transaction ends and bring ``draft`` up to date.

    Raises ``WrongStatus`` for what is deleted or no draft any more, ``EditedElsewhere`` for another version than the
    one asked.
    """
    before = Dossier(edition_id=draft.edition_id, case_id=draft.case_id)
    share(draft, before)
    draft.refresh_from_db(from_queryset=Dossier.objects.select_for_update())
    share(before, draft)
    if draft.status != Status.DRAFT or draft.deleted_at is not None:
        raise WrongStatus
    if version is not None and draft.version != version:
        raise EditedElsewhere


def share(known: Dossier, fresh: Dossier) -> None:
    """What has been read for ``known`` and cannot change needs not be read again for ``fresh``."""
    for column in UNCHANGING:
        if column.is_cached(known) and getattr(known, column.attname) == getattr(fresh, column.attname):
            column.set_cached_value(fresh, column.get_cached_value(known))


def keep(draft: Dossier) -> None:
    """Under lock: save it as a new version."""
    draft.version += 1
    draft.save()


def touch(draft: Dossier) -> None:
    """Under lock: it was worked on, and lives another full term."""
    draft.save(update_fields=["saved_at"])
