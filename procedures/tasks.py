"""Background work of the catalogue. May run twice, late or never finish: a refresh begins where the last one ended."""

from celery import shared_task

from procedures import catalogue, publishing
from procedures.search import log


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
