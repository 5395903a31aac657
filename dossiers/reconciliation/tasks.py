"""Both ledgers, in the background. May run twice, late or never finish: a run and its place are rows."""

from celery import shared_task

from dossiers.reconciliation import ordering, work
from portal import jobs
from portal.wake import wake


@shared_task
def reconcile(pk: int | None = None) -> None:
    """A slice of one run that is due; then its turn comes again."""
    more = jobs.run(work.KINDS, pk)
    if more is not None:
        wake(reconcile, more)


@shared_task
def reconcile_nightly() -> None:
    """Order the night's run, unless one is on its way: a full one on Saturdays, else a quick one."""
    ordering.nightly()
    wake(reconcile)
