"""Housekeeping of the platform."""

from celery import shared_task

from portal import jobs


@shared_task
def sweep_jobs() -> None:
    """Forget long work that ended long ago."""
    jobs.sweep()
