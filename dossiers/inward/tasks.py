"""Background work of what the nation sends: may run twice, late or never finish."""

from celery import shared_task

from dossiers.inward import fetching
from portal.national.files import file_client


@shared_task
def fetch_files() -> None:
    """Fetch files named by their address for one slice; beat wakes it again."""
    with file_client() as http:
        fetching.fetch_due(http)
