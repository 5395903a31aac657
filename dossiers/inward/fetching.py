"""Fetching the files that the nation named by their address: one lease, one pause and one end for each (decision 028).

Between two attempts nothing is held; a worker that dies in the middle leaves a lease that ends by itself.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

import httpx
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dossiers.inward.models import AwaitedFile
from dossiers.models import Attachment, Dossier
from portal.files.checks import Legible, legible
from portal.files.disk import NoRoom
from portal.files.intake import ArrivedFile
from portal.files.storage import store
from portal.national import files
from portal.national.client import Rejected
from portal.national.line import Unavailable

log = logging.getLogger(__name__)
ATTEMPTS_MOST = 300
"""With the longest pause between two: about a day. Then a person must look."""

LEASE = timedelta(seconds=2 * files.LONGEST_SECONDS)
SLICE_SECONDS = 25


class Unfit(Exception):
    """It came, and it is nothing that may be kept."""


def fetch_due(http: httpx.Client) -> int:
    """Fetch what is due, one after the other, until the slice ends. Returns how many came."""
    ends, came = time.monotonic() + SLICE_SECONDS, 0
    while time.monotonic() < ends:
        leased: list[AwaitedFile] = AwaitedFile.objects.lease(subjects=1, until=timezone.now() + LEASE)
        if not leased:
            break
        came += sum(_fetch(http, one) for one in leased)
    return came


def _fetch(http: httpx.Client, awaited: AwaitedFile) -> bool:
    try:
        with ArrivedFile(awaited.name, None) as arrived:
            files.fetch(http, awaited.address, _onto(arrived), settings.FILE_BYTES_MAX)
            arrived.seek(0)
            _keep(awaited, _checked(arrived))
    except (Unavailable, NoRoom) as error:
        _again(awaited, str(error) or type(error).__name__)
    except (Rejected, Unfit) as refusal:
        log.error("a file of dossier %s is given up: %s", awaited.dossier.public_code, type(refusal).__name__)
        AwaitedFile.objects.park([awaited], str(refusal))
    else:
        return True
    return False


def _onto(arrived: ArrivedFile) -> Callable[[bytes], None]:
    return lambda chunk: arrived.take(chunk, settings.FILE_BYTES_MAX)


def _checked(arrived: ArrivedFile) -> Legible:
    try:
        return legible(arrived)
    except ValidationError as refusal:
        raise Unfit(" ".join(refusal.messages)) from refusal


def _again(awaited: AwaitedFile, error: str) -> None:
    if awaited.attempts + 1 >= ATTEMPTS_MOST:
        AwaitedFile.objects.park([awaited], error)
    else:
        AwaitedFile.objects.put_back([awaited], error)


@transaction.atomic
def _keep(awaited: AwaitedFile, paper: Legible) -> None:
    """Once, however often it came: under the dossier's lock the first one ends the waiting."""
    dossier = Dossier.objects.select_for_update().get(pk=awaited.dossier_id)
    if not AwaitedFile.objects.unsent().filter(pk=awaited.pk).exists():
        return
    last = dossier.attachments.aggregate(last=Max("position"))["last"] or 0
    Attachment.objects.create(
        dossier=dossier, component=awaited.component, doubt=paper.doubt, position=last + 1,
        stored=store(paper.file, by=None, pages=paper.pages),
    )  # fmt: skip
    AwaitedFile.objects.mark_sent([awaited], timezone.now())


def fetch_again(dossier: Dossier) -> int:
    """A person wants those that were given up to be tried once more, now."""
    given_up = AwaitedFile.objects.parked().filter(dossier=dossier)
    return int(given_up.update(next_attempt_at=timezone.now(), attempts=0))
