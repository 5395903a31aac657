"""Holding a draft: every change locks the row, and what changes its answers counts its version (D15)."""

from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal, WrongStatus
from dossiers.models import Dossier, Status


class EditedElsewhere(Refusal):
    """The draft was saved in another window or on another device after this page was made."""

    message = _("This draft was changed in another window in the meantime. Look at both versions and choose.")


def lock(draft: Dossier, version: int | None = None) -> None:
    """Hold the row until the transaction ends and bring ``draft`` up to date.

    Raises ``WrongStatus`` for what is no draft any more, ``EditedElsewhere`` for another version than the one asked.
    """
    Dossier.objects.select_for_update().only("pk").get(pk=draft.pk)
    draft.refresh_from_db()
    if draft.status != Status.DRAFT:
        raise WrongStatus
    if version is not None and draft.version != version:
        raise EditedElsewhere


def keep(draft: Dossier) -> None:
    """Under lock: save it as a new version."""
    draft.version += 1
    draft.save()
