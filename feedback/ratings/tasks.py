"""Background work of ratings. May run twice, late or never finish."""

from celery import shared_task

from feedback.ratings import asking, counts, monthly
from portal.national.account import shared_portal


@shared_task
def ask_for_ratings() -> None:
    asking.ask()


@shared_task
def count_ratings() -> None:
    """What the pages of procedures say."""
    counts.keep_standings()


@shared_task
def tell_satisfaction() -> None:
    """The month before, and whatever did not get through."""
    monthly.owe()
    monthly.drain(shared_portal())
