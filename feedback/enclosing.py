"""Files that an agency encloses with its answer: scanned and kept as what citizens enclose."""

from typing import Any
from uuid import UUID

from dossiers.act import Act
from feedback import holding
from feedback.models import Case
from portal.files.models import StoredFile
from portal.files.storage import store


def enclose(case: Case, act: Act) -> None:
    """``act.values``: ``files`` to add, ``held`` ones of the form, and the keys of those ``enclosed`` before that stay;
    what is left out is kept for history and shown to nobody outside. Raises ``NoRoom``."""
    values = act.values
    dropped = case.answer_files.enclosed().exclude(stored__uuid__in=values.get("enclosed") or [])
    dropped.update(left_out_at=act.at, shown=None)
    added = [*holding.let_go(values.get("held") or ()), *(store(one, by=act.by) for one in values.get("files") or ())]
    for stored in added:
        case.answer_files.create(stored=stored)


def of_sender(case: Case) -> Any:
    """What whoever sent ``case`` may read: nothing before it is answered."""
    return case.answer_files.enclosed().select_related("stored") if case.answered_at else case.answer_files.none()


def of_public(case: Case) -> Any:
    return case.answer_files.filter(shown__isnull=False).select_related("shown")


def sent_to(case: Case | None, key: UUID) -> StoredFile | None:
    found = of_sender(case).filter(stored__uuid=key).first() if case else None
    return found.stored if found else None


def shown_of(files: Any, published: Any, uuid: UUID, key: UUID) -> StoredFile | None:
    """Of the model ``files`` the copy ``key``, where it belongs to the case ``uuid`` of those ``published``."""
    name = published.model._meta.model_name
    found = files.objects.filter(**{f"{name}__in": published, f"{name}__uuid": uuid}, shown__uuid=key)
    one = found.select_related("shown").first()
    return one.shown if one else None
