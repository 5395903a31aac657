"""Reorganisations carried out on their day. May run twice, late or never finish."""

from celery import shared_task

from dossiers.reorganisation import ordering
from dossiers.reorganisation.work import KINDS
from portal import jobs
from portal.wake import wake


@shared_task
def carry_out_reorganisations(pk: int | None = None) -> None:
    """Order what is due; then a slice of one, until its turn comes again."""
    ordering.order_due(carry_out_reorganisations)
    more = jobs.run(KINDS, pk)
    if more is not None:
        wake(carry_out_reorganisations, more)
