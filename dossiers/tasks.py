"""Background work of dossiers: wake-ups for rows that wait in PostgreSQL.

All may run twice, late or never finish.
"""

from celery import shared_task

from dossiers import expiry, papers, sync
from dossiers.counter import scans
from dossiers.thread import acts as thread
from dossiers.tracking import counting
from portal.national.account import shared_portal


@shared_task
def tell_nation() -> None:
    """Empty the outbox to the national portal for one slice; beat and every commit wake it again."""
    sync.drain(shared_portal())


@shared_task
def forget_removed_papers() -> None:
    """Delete files taken out of drafts long ago, what lay beside messages that were never sent, and scans of intakes
    that never came to be."""
    papers.forget_removed()
    scans.forget()
    thread.forget_unsent()


@shared_task
def forget_ask_counts() -> None:
    """Delete yesterday's counters of questions asked without signing in."""
    counting.forget()


@shared_task
def sweep_drafts() -> None:
    """Tell of drafts about to expire, put the expired ones away, and forget those deleted long ago."""
    expiry.sweep()
