"""Background work of questions and answers: may run twice, late or never finish."""

from celery import shared_task

from feedback.enquiries import fetching, sync
from portal.national.account import shared_portal


@shared_task
def tell_nation() -> None:
    """Send what is owed to the national portal for one slice; beat and every commit wake it again."""
    sync.drain(shared_portal())


@shared_task
def fetch_questions() -> None:
    """Take in the questions that wait at the national portal."""
    fetching.fetch(shared_portal())


@shared_task
def compare_with_nation() -> None:
    """Owe again what the national portal holds otherwise than we do, or not at all."""
    sync.compare(shared_portal())
