"""Exports as files, made and forgotten. May run twice, late or never finish."""

from celery import shared_task

from dossiers.desk import export
from portal import jobs
from portal.wake import wake


@shared_task
def make_exports(pk: int | None = None) -> None:
    """One export that is due; then the turn comes again."""
    more = jobs.run(export.KINDS, pk)
    if more is not None:
        wake(make_exports, more)


@shared_task
def forget_exports() -> None:
    """Delete files older than a day."""
    export.forget()
