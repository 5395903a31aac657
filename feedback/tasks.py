"""Background work of the room; all may run twice, late or never finish."""

from celery import shared_task

from feedback.petitions import holding


@shared_task
def forget_held_files() -> None:
    """Delete files of forms that were never sent."""
    holding.forget()
