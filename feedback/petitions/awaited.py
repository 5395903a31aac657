"""Fetching the files that the nation named with a petition: one lease, one pause and one end for each."""

import logging
import time
from datetime import timedelta

import httpx
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from feedback.models import Petition, PetitionAwaited, PetitionFile
from portal.files.checks import harmless
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


def fetch_due(http: httpx.Client) -> int:
    """What is due, one after the other, until the slice ends. Returns how many came."""
    ends, came = time.monotonic() + SLICE_SECONDS, 0
    while time.monotonic() < ends:
        leased: list[PetitionAwaited] = PetitionAwaited.objects.lease(subjects=1, until=timezone.now() + LEASE)
        if not leased:
            break
        came += sum(_fetch(http, one) for one in leased)
    return came


def _fetch(http: httpx.Client, awaited: PetitionAwaited) -> bool:
    try:
        with ArrivedFile(awaited.name, None) as arrived:
            files.fetch(
                http,
                awaited.address,
                lambda chunk: arrived.take(chunk, settings.FILE_BYTES_MAX),
                settings.FILE_BYTES_MAX,
            )
            arrived.seek(0)
            _keep(awaited, harmless(arrived))
    except (Unavailable, NoRoom) as error:
        _again(awaited, str(error) or type(error).__name__)
    except (Rejected, ValidationError) as refusal:
        log.error("a file of petition %s is given up: %s", awaited.petition_id, type(refusal).__name__)
        PetitionAwaited.objects.park([awaited], " ".join(getattr(refusal, "messages", [str(refusal)])))
    else:
        return True
    return False


def _again(awaited: PetitionAwaited, error: str) -> None:
    if awaited.attempts + 1 >= ATTEMPTS_MOST:
        PetitionAwaited.objects.park([awaited], error)
    else:
        PetitionAwaited.objects.put_back([awaited], error)


@transaction.atomic
def _keep(awaited: PetitionAwaited, file: UploadedFile) -> None:
    """Once, however often it came: under the petition's lock the first one ends the waiting."""
    petition = Petition.objects.select_for_update().get(pk=awaited.petition_id)
    if PetitionAwaited.objects.unsent().filter(pk=awaited.pk).exists():
        PetitionFile.objects.create(petition=petition, stored=store(file, by=None))
        PetitionAwaited.objects.mark_sent([awaited], timezone.now())
