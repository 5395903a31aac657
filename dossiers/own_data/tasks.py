"""Making copies of people's data. May run twice, late or never finish."""

from celery import shared_task

from dossiers.own_data import work
from portal import jobs
from portal.wake import wake


@shared_task
def make_copies(pk: int | None = None) -> None:
    """One copy that is due; then the turn comes again."""
    more = jobs.run(work.KINDS, pk)
    if more is not None:
        wake(make_copies, more)


@shared_task
def forget_copies() -> None:
    """Delete copies older than a week."""
    work.forget()
