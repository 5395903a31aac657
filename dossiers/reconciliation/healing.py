"""What is safe to put right is owed through the outbox again (decision 030), behind what is owed already.

Nothing is sent here. When a message had been acknowledged before is kept in ``first_sent_at``.
"""

from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.utils import timezone

from dossiers.models import Dossier, DossierEvent, NationalMessage
from dossiers.tasks import tell_nation
from portal.wake import wake_once_a_second


def whole(dossier: Dossier) -> None:
    """The record as new and every line of its course."""
    Dossier.objects.filter(pk=dossier.pk).update(nation_knows_since=None, nation_digest="")
    _again(NationalMessage.objects.filter(subject=dossier))


def record(dossier: Dossier) -> None:
    """The record as it stands now; its newest line goes with it, which the nation ignores as a repeat."""
    Dossier.objects.filter(pk=dossier.pk).update(nation_digest="")
    newest = NationalMessage.objects.filter(subject=dossier).aggregate(newest=Max("pk"))["newest"]
    _again(NationalMessage.objects.filter(pk=newest))


def lines(dossier: Dossier, messages: Iterable[NationalMessage]) -> None:
    """Exactly these lines."""
    _again(NationalMessage.objects.filter(subject=dossier, pk__in=[message.pk for message in messages]))


def never_owed(dossier: Dossier) -> None:
    """What was never owed at all: events without a message, oldest first."""
    unowed = DossierEvent.objects.filter(dossier=dossier, owed__isnull=True).order_by("number")
    NationalMessage.objects.bulk_create(NationalMessage(subject=dossier, event=event) for event in unowed)
    transaction.on_commit(lambda: wake_once_a_second(tell_nation))


def _again(messages: models.QuerySet[NationalMessage]) -> None:
    """What a person let go with a ground stays let go."""
    messages.filter(skipped_at__isnull=True).update(
        first_sent_at=Coalesce(F("first_sent_at"), F("sent_at")), sent_at=None, next_attempt_at=timezone.now(),
        attempts=0, last_error="",
    )  # fmt: skip
    transaction.on_commit(lambda: wake_once_a_second(tell_nation))
