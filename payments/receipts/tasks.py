"""Papers of receipts. May run twice, late or never finish."""

from celery import shared_task

from payments.receipts import papers


@shared_task
def make_receipts() -> None:
    """Of those that have none yet; printing and signing follow as of every paper."""
    papers.make_missing()
