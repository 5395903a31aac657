"""Housekeeping of stored files. All may run twice, late or never finish."""

from celery import shared_task

from portal.files import parts, quota
from portal.files.scanning import scan_waiting
from portal.files.storage import sweep, sweep_incoming
from portal.files.verification import verify


@shared_task
def sweep_orphans() -> None:
    """Remove files whose row was never committed, and days of uploads long past."""
    sweep()
    quota.forget()


@shared_task
def sweep_broken_uploads() -> None:
    """Remove what uploads that broke off have left, within the hour."""
    sweep_incoming()
    parts.sweep()


@shared_task
def scan_waiting_files() -> None:
    """Ask the virus scanner about what waits for it."""
    scan_waiting()


@shared_task
def verify_files() -> None:
    """Read stored files again, a slice at a time, all of them in a night."""
    verify()
