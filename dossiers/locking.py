"""Holding a draft: every change locks the row, and what changes its answers counts its version (D15)."""

from dossiers.act import EditedElsewhere, WrongStatus
from dossiers.models import Dossier, Status


def lock(draft: Dossier, version: int | None = None) -> None:
    """Hold the row until the transaction ends and bring ``draft`` up to date.

    Raises ``WrongStatus`` for what is deleted or no draft any more, ``EditedElsewhere`` for another version than the
    one asked.
    """
    Dossier.objects.select_for_update().only("pk").get(pk=draft.pk)
    draft.refresh_from_db()
    if draft.status != Status.DRAFT or draft.deleted_at is not None:
        raise WrongStatus
    if version is not None and draft.version != version:
        raise EditedElsewhere


def keep(draft: Dossier) -> None:
    """Under lock: save it as a new version."""
    draft.version += 1
    draft.save()


def touch(draft: Dossier) -> None:
    """Under lock: it was worked on, and lives another full term."""
    draft.save(update_fields=["saved_at"])
