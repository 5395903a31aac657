"""Housekeeping of the platform."""

from celery import shared_task
from django.utils import timezone

from portal import jobs
from portal.audit import proof


@shared_task
def sweep_jobs() -> None:
    """Forget long work that ended long ago."""
    jobs.sweep()


@shared_task
def keep_audit_roots() -> None:
    """Write down what the days that are over come to, outside the database."""
    proof.keep_roots(timezone.localdate())
