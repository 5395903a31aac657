"""Background work of accounts: may run twice, late or never finish."""

from celery import shared_task

from portal.accounts import sessions


@shared_task
def check_sessions() -> None:
    """End the sessions of people for whom the nation does not vouch any more."""
    sessions.check()
