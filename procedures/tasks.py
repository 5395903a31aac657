"""Background work of the catalogue. May run twice, late or never finish: a refresh begins where the last one ended."""

from celery import shared_task

from portal import jobs
from portal.wake import wake
from procedures import catalogue, generation, publishing
from procedures.search import log
from procedures.work import COMPARISON, KINDS


# Acknowledged at once: a run is longer than the broker's patience, and the next night brings another.
@shared_task(acks_late=False, soft_time_limit=3600, time_limit=3660)
def refresh_catalogue() -> None:
    """Bring the catalogue to what the nation has."""
    try:
        catalogue.refresh_from_nation()
    except catalogue.AlreadyRunning:
        return


@shared_task
def publish_due_decisions() -> None:
    """What is scheduled for today comes into force."""
    publishing.publish_due()


@shared_task
def forget_queries() -> None:
    """What was looked for long ago."""
    log.forget()


@shared_task
def fold_changes() -> None:
    """What has changed in the catalogue, under one name."""
    generation.fold()


@shared_task
def run_jobs(pk: int | None = None) -> None:
    """A slice of one job that is due; then its turn comes again."""
    more = jobs.run(KINDS, pk)
    if more is not None:
        wake(run_jobs, more)


@shared_task
def compare_catalogue() -> None:
    """Order the nightly comparison, unless one is still on its way."""
    if not jobs.Job.objects.open().filter(kind=COMPARISON).exists():
        jobs.start(COMPARISON, run_jobs, by=None)
