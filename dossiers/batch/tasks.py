"""Batches, done. May run twice, late or never finish."""

from celery import shared_task

from dossiers.batch.work import KINDS
from portal import jobs
from portal.wake import wake


@shared_task
def run_batches(pk: int | None = None) -> None:
    """A slice of one batch that is due; then its turn comes again."""
    more = jobs.run(KINDS, pk)
    if more is not None:
        wake(run_batches, more)
