"""Long work about questionnaires. May run twice, late or never finish."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from feedback.questionnaires import keeping, work
from portal import jobs
from portal.wake import wake


@shared_task
def run_questionnaires(pk: int | None = None) -> None:
    """A slice of one job that is due; then its turn comes again."""
    more = jobs.run(work.KINDS, pk)
    if more is not None:
        wake(run_questionnaires, more)


@shared_task
def forget_people() -> None:
    """Who took part, where it is needed no more."""
    keeping.forget_people(timezone.now() - timedelta(days=settings.CONTEST_KEPT_DAYS))
