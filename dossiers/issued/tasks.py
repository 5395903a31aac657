"""Making papers that are owed, and printing many. May run twice, late or never finish."""

from celery import shared_task

from dossiers.issued import making, work
from portal import jobs
from portal.wake import wake


@shared_task
def make_papers() -> None:
    """A slice of what is owed; beat and every commit wake it again."""
    if making.drain():
        wake(make_papers)


@shared_task
def print_many(pk: int | None = None) -> None:
    """A slice of one batch that is due; then its turn comes again."""
    more = jobs.run(work.KINDS, pk)
    if more is not None:
        wake(print_many, more)
