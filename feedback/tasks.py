"""Background work of the room; all may run twice, late or never finish."""

from celery import shared_task

from feedback import holding
from feedback.petitions import awaited, exchange, renewing
from portal.national.account import shared_portal
from portal.national.client import NationalError
from portal.national.files import file_client


@shared_task
def forget_held_files() -> None:
    """Delete files of forms that were never sent."""
    holding.forget()


@shared_task
def fetch_petitions() -> None:
    """Take over what waits at the national portal, and the files it named; without an answer, the next time."""
    try:
        exchange.fetch(shared_portal())
    except NationalError:
        return
    with file_client() as http:
        awaited.fetch_due(http)


@shared_task
def tell_petitions() -> None:
    """Tell the nation what became of petitions, for one slice."""
    exchange.drain(shared_portal())


@shared_task
def renew_petition_files() -> None:
    """Report petitions again whose files the nation can soon fetch no more; without an answer, the next time."""
    try:
        renewing.renew(shared_portal())
    except NationalError:
        return
