"""Background work of notices. All may run twice, late or never finish."""

from celery import shared_task

from portal.notices import sending
from portal.notices.sinks import chosen


@shared_task
def send_notices() -> None:
    """Hand over what is due for one slice; beat and every commit wake it again."""
    sending.drain({channel: sink() for channel, sink in chosen().items()})


@shared_task
def forget_notices() -> None:
    """Remove what was read and kept long enough."""
    sending.forget_old()
