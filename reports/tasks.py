"""Figures kept up to date. May run twice, late or never finish."""

from celery import shared_task

from reports import daily, facts

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
