"""Background work of the link. All may run twice, late or never finish."""

from celery import shared_task

from portal.national import log


@shared_task
def forget_exchanges() -> None:
    """Remove lines of the log that were kept long enough; what is left over goes the next night."""
    log.forget()
