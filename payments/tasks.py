"""Background work of payments; may run twice, late or never finish."""

from celery import shared_task

from payments import flood, querying
from payments.providers.base import client


@shared_task
def sweep_attempts() -> None:
    """Ask about open attempts, apply what was stored and not applied, end what is over; forget old counts."""
    with client() as http:
        querying.sweep(http)
    flood.forget()
