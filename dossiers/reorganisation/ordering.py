"""Confirming a reorganisation, and ordering the work when its day has come."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.act import Refusal
from dossiers.reorganisation.work import REORGANISATION
from portal import jobs
from portal.accounts.models import User
from portal.agencies.models import Reorganisation


class SecondPersonNeeded(Refusal):
    message = _("Whoever prepared a reorganisation cannot confirm it: another system administrator must.")


class NothingPrepared(Refusal):
    message = _("This reorganisation has no lines yet.")


class AlreadyConfirmed(Refusal):
    message = _("This reorganisation has been confirmed: its lines stay as they are.")


def held_open(reorganisation: Reorganisation) -> Reorganisation:
    """Locked until the transaction ends. Raises ``AlreadyConfirmed``."""
    held = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    if not held.is_open:
        raise AlreadyConfirmed
    return held


@transaction.atomic
def confirm(reorganisation: Reorganisation, by: User) -> None:
    """Raises ``AlreadyConfirmed``, ``SecondPersonNeeded`` or ``NothingPrepared``."""
    held = held_open(reorganisation)
    if held.prepared_by_id == by.pk:
        raise SecondPersonNeeded
    if not held.changes.exists():
        raise NothingPrepared
    held.confirmed_by, held.confirmed_at = by, timezone.now()
    held.save(update_fields=["confirmed_by", "confirmed_at"])


@transaction.atomic
def order_due(task: Any) -> int:
    """Order the work of those whose day has come, each once. Returns how many."""
    due = list(Reorganisation.objects.due(timezone.localdate()).select_for_update(skip_locked=True).order_by("pk"))
    for one in due:
        one.job = jobs.start(REORGANISATION, task, by=one.confirmed_by, reorganisation=one.pk)
        one.ordered_at = timezone.now()
        one.save(update_fields=["job", "ordered_at"])
    return len(due)
