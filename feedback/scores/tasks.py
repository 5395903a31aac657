"""Background work of scores. May run twice, late or never finish."""

from celery import shared_task

from feedback.scores import publishing


@shared_task
def publish_scores() -> None:
    """What is over and not published."""
    publishing.publish_due()
