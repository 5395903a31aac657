"""Figures kept up to date. May run twice, late or never finish."""

from celery import shared_task

from portal import jobs
from portal.wake import wake
from reports import daily, exports, facts

BATCHES = 40
"""A slice; the next wake-up goes on."""


@shared_task
def count_changed() -> None:
    facts.catch_up(BATCHES)


@shared_task
def keep_day() -> None:
    """Write down what the days that are over came to."""
    facts.catch_up(BATCHES)
    daily.keep()


@shared_task
def make_files(pk: int | None = None) -> None:
    """One large report that is due; then the turn comes again."""
    more = jobs.run(exports.KINDS, pk)
    if more is not None:
        wake(make_files, more)
