"""What the citizen has put in for an open request, kept until it is sent: answers, explanations, files.

Every change locks the dossier, so that it happens before or after the officials' steps, never between. Nothing here
reads a request of the browser.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers import workflow
from dossiers.act import EditedElsewhere, NotYours, WrongStatus
from dossiers.action import Action
from dossiers.models import Attachment, Dossier, Status
from dossiers.papers import make_room
from dossiers.standing import standing
from dossiers.supplement.completing import has_account
from dossiers.supplement.models import SupplementRequest
from dossiers.supplement.opened import Opened
from portal.accounts.models import User
from portal.files.models import StoredFile
from procedures.models import Component


class SupplementEditedElsewhere(EditedElsewhere):
    message = _("This supplement was changed in another window in the meantime. Look at both versions and choose.")


@dataclass(frozen=True)
class Typed:
    """By key of the item, or by the name of a question that follows from another."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)


def open_request(dossier: Dossier) -> SupplementRequest | None:
    if dossier.status != Status.SUPPLEMENT:
        return None
    return dossier.supplements.open().whole().first()


@transaction.atomic
def save(dossier: Dossier, user: User, typed: Typed, version: int) -> None:
    """Keep ``typed``, made from ``version`` of the request. Raises ``SupplementEditedElsewhere`` where an older window
    would overwrite something, ``NotOpened``, ``WrongStatus`` or ``NotYours``."""
    request = _hold(dossier, user)
    opened = Opened(dossier, request)
    opened.refuse_others({*typed.answers, *typed.remarks})
    answers = {key: value for key, value in typed.answers.items() if opened.differs(key, value)}
    remarks = {key: text for key, text in typed.remarks.items() if text != request.remarks.get(key, "")}
    if not answers and not remarks:
        return
    if request.version != version:
        raise SupplementEditedElsewhere
    request.answers |= answers
    request.remarks |= remarks
    request.version += 1
    request.saved_at = timezone.now()
    request.save(update_fields=["answers", "remarks", "version", "saved_at"])


@transaction.atomic
def offer(dossier: Dossier, user: User, component: Component, file: StoredFile) -> None:
    """Keep a file beside those handed in. Raises ``NoMoreFiles``, ``NotOpened``, ``WrongStatus`` or ``NotYours``."""
    Opened(dossier, _hold(dossier, user)).refuse_others({f"#{component.pk}"})
    kinds = [Attachment.Kind.PAPER, Attachment.Kind.OFFERED]
    make_room(dossier.attachments.filter(kind__in=kinds, removed_at=None), user, file.size)
    Attachment.objects.create(dossier=dossier, component=component, stored=file, kind=Attachment.Kind.OFFERED)


@transaction.atomic
def take_back(dossier: Dossier, user: User, file: Attachment) -> None:
    """Only what is not sent yet."""
    _hold(dossier, user)
    offered = dossier.attachments.filter(kind=Attachment.Kind.OFFERED)
    offered.filter(pk=file.pk).update(removed_at=timezone.now())


def sent_by(user: User, dossier: Dossier) -> Action | None:
    """By which act ``user`` may hand this supplement in: the applicant's own, or reception's for whom has no account;
    ``None`` if by none."""
    acts = [workflow.SUPPLEMENT_COMPLETE] if has_account(dossier) else [workflow.TAKE_SUPPLEMENT]
    return next((action for action in acts if standing(action, dossier, user)), None)


def _hold(dossier: Dossier, user: User) -> SupplementRequest:
    """The open request, its dossier locked until the transaction ends."""
    Dossier.objects.select_for_update().only("pk").get(pk=dossier.pk)
    dossier.refresh_from_db(fields=["status", "answers"])
    if sent_by(user, dossier) is None:
        raise NotYours
    request = open_request(dossier)
    if request is None:
        raise WrongStatus
    return request
