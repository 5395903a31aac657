"""The province in the background. May run twice, late or never finish: its place is a row."""

from celery import shared_task

from dossiers.province import work
from portal import jobs
from portal.wake import wake


@shared_task
def make_province(pk: int | None = None) -> None:
    """Some seconds of one lane; then the turn comes again."""
    more = jobs.run(work.KINDS, pk)
    if more is not None:
        wake(make_province, more)
