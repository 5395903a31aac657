"""Writing the form of a draft edition: one change at a time, never over what one has not seen, with a way back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from procedures.builder import changes
from procedures.builder.document import Document, version
from procedures.drafting import NotADraft
from procedures.models import Edition, FormChange

KEPT = 50
"""Changes kept of one edition; older ones can no longer be undone."""

EMPTY: Document = {"owners": ["self", "person"], "steps": []}
Change = Callable[[Document], Document]


@dataclass
class EditedElsewhere(Exception):
    """Somebody saved the form after the page was made."""

    now: Document
    seen: Document | None
    """The form the page was made from, where it is still known."""
    by: str
    at: datetime | None
    what: list[str] = field(default_factory=list)


def document_of(edition: Edition) -> Document:
    """The form as it is built; one without sections where the edition still asks the general questions."""
    return edition.form or dict(EMPTY)


@transaction.atomic
def save(edition: Edition, change: Change, *, seen: str, by: User, what: str) -> Document:
    """Write what ``change`` makes of the form, if it still is the one whose version is ``seen``.

    Raises ``EditedElsewhere`` or ``NotADraft``, and whatever ``change`` raises; then nothing is written.
    """
    locked = _locked(edition)
    now = document_of(locked)
    if version(now) != seen:
        raise _edited(locked, now, seen)
    changed = change(now)
    if changed != now:
        FormChange.objects.create(edition=locked, before=locked.form, version=seen, by=by, what=what[:200])
        _forget_old(locked)
        _write(locked, changed)
    edition.form = locked.form
    return changed


@transaction.atomic
def undo(edition: Edition, *, seen: str) -> FormChange | None:
    """Take back the last change, whoever made it; ``None`` where there is none. Raises as ``save`` does."""
    locked = _locked(edition)
    now = document_of(locked)
    if version(now) != seen:
        raise _edited(locked, now, seen)
    last = last_change(locked)
    if last:
        _write(locked, last.before)
        last.delete()
    return last


def last_change(edition: Edition) -> FormChange | None:
    return FormChange.objects.filter(edition=edition).select_related("by").order_by("-pk").first()


def _locked(edition: Edition) -> Edition:
    locked = Edition.objects.select_for_update().only("pk", "state", "form", "procedure_id").get(pk=edition.pk)
    if not locked.is_draft:
        raise NotADraft
    return locked


def _write(edition: Edition, document: dict[str, Any]) -> None:
    edition.form = document
    edition.save(update_fields=["form"])


def _edited(edition: Edition, now: Document, seen: str) -> EditedElsewhere:
    last = last_change(edition)
    base = FormChange.objects.filter(edition=edition, version=seen).order_by("-pk").first()
    before = (base.before or dict(EMPTY)) if base else None
    told = changes.differences(before, now) if before is not None else []
    return EditedElsewhere(now, before, str(last.by) if last else "", last.at if last else None, told)


def _forget_old(edition: Edition) -> None:
    kept = FormChange.objects.filter(edition=edition).order_by("-pk").values("pk")[:KEPT]
    FormChange.objects.filter(edition=edition).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
