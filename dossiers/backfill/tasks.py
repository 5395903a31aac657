"""Old dossiers in the background. May run twice, late or never finish: the place is a row."""

from celery import shared_task

from dossiers.backfill import work
from portal import jobs
from portal.wake import wake


@shared_task
def take_over(pk: int | None = None) -> None:
    """A slice of one job that is due; then its turn comes again."""
    more = jobs.run(work.KINDS, pk)
    work.forget_files()
    if more is not None:
        wake(take_over, more)
