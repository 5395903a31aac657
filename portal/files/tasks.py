"""Housekeeping of stored files."""

from celery import shared_task

from portal.files.storage import sweep


@shared_task
def sweep_orphans() -> None:
    """Remove files whose row was never committed."""
    sweep()
