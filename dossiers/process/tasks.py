"""What the clock makes of opinions that do not come."""

from celery import shared_task
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act, Refusal
from dossiers.models import Dossier, Opinion
from dossiers.process import steps


@shared_task(ignore_result=True)
def tell_of_late_opinions() -> None:
    """Each dossier once a late answer; may run twice, late, or be killed between two dossiers."""
    late = Opinion.objects.overdue(timezone.now()).filter(unit_told_at__isnull=True)
    for dossier in Dossier.objects.filter(pk__in=late.values("dossier")).iterator(chunk_size=100):
        try:
            workflow.perform(steps.OPINION_LATE, dossier, Act(None))
        except Refusal:
            continue  # answered, or told by another run, in this very moment
