"""Background work of payments; may run twice, late or never finish."""

from celery import shared_task

from payments import asking_ahead, flood, querying, returning
from payments.providers.base import client


@shared_task
def sweep_attempts() -> None:
    """Ask about open attempts, apply what was stored and not applied, end what is over; forget old counts."""
    with client() as http:
        querying.sweep(http)
    flood.forget()


@shared_task
def propose_refunds() -> None:
    """What refused and withdrawn dossiers, and whoever paid too much, are to get back."""
    returning.sweep()


@shared_task
def ask_for_fees() -> None:
    """Of what was just received."""
    asking_ahead.sweep()
