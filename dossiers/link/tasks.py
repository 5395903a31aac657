"""Background work of the national link's watch. May run twice, late or never finish."""

from celery import shared_task

from dossiers.link import figures, watching
from dossiers.link.work import KINDS
from portal import jobs
from portal.wake import wake


@shared_task
def watch_link() -> None:
    """Count what is there, and begin or end the alarm."""
    figures.count()
    watching.watch()


@shared_task
def run_link_jobs(pk: int | None = None) -> None:
    """A slice of one decision about many that is due; then its turn comes again."""
    more = jobs.run(KINDS, pk)
    if more is not None:
        wake(run_link_jobs, more)
