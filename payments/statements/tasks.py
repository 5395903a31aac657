"""Statements in the background. May run twice, late or never finish: a comparison and its place are rows."""

from celery import shared_task

from payments.statements import work
from portal import jobs
from portal.wake import wake


@shared_task
def compare_statements(pk: int | None = None) -> None:
    """A slice of one comparison that is due; then its turn comes again."""
    more = jobs.run(work.KINDS, pk)
    if more is not None:
        wake(compare_statements, more)
