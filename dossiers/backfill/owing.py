"""What was taken over is owed to the nation at the lowest rank: today's changes never wait behind it for longer than
one lease."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dossiers.backfill.models import OldDossier
from dossiers.models import DossierEvent, NationalMessage
from dossiers.parcels import BATCHES
from dossiers.tasks import tell_nation
from portal.jobs import Job
from portal.wake import wake_once_a_second


def has_room() -> bool:
    """Whether less than two batches of messages wait to be sent."""
    most = settings.NATIONAL.batch * 2
    waiting = NationalMessage.objects.unsent().filter(next_attempt_at__isnull=False)
    return waiting.order_by()[:most].count() < most


def owe(job: Job) -> int:
    """As many of ``job`` as one lease takes, each with its whole history, oldest first. How many dossiers."""
    turn = OldDossier.objects.filter(job=job, owed_at__isnull=True).order_by("pk")
    some = list(turn.values_list("pk", "dossier")[: settings.NATIONAL.batch * BATCHES])
    dossiers = [dossier for _, dossier in some]
    events = DossierEvent.objects.filter(dossier__in=dossiers, owed__isnull=True).order_by("dossier", "number")
    NationalMessage.objects.bulk_create(
        NationalMessage(subject_id=event.dossier_id, event=event) for event in events.only("dossier")
    )
    OldDossier.objects.filter(pk__in=[key for key, _ in some]).update(owed_at=timezone.now())
    transaction.on_commit(lambda: wake_once_a_second(tell_nation))
    return len(some)
