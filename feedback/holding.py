"""Files of a form that could not be sent yet: stored at once and kept with the form, so that nothing is chosen twice.

What nobody sends within a day is forgotten. Who knows the key of one has the form; it stands nowhere else.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from dossiers.tracking import counting
from feedback.models import HeldFile
from feedback.spam import Sender
from portal.files import quota
from portal.files.models import StoredFile
from portal.files.storage import store

MOST_FILES = 5
KEPT = timedelta(days=1)
KIND = "held_file"


@transaction.atomic
def hold(files: Sequence[UploadedFile], sender: Sender) -> list[HeldFile]:
    """Those there is room and leave for; the others must be chosen again. Raises ``NoRoom``, ``quota.DayFull``."""
    held = []
    for file in files[:MOST_FILES]:
        if sender.user is not None:
            quota.charge(sender.user, file.size or 0)
        elif _too_many(sender):
            break
        held.append(HeldFile.objects.create(stored=store(file, by=sender.user)))
    return held


def _too_many(sender: Sender) -> bool:
    asked, _digest = counting.count(KIND, sender.counted_as)
    return asked > settings.PETITIONS_PER_HOUR * MOST_FILES


def found(keys: Sequence[str]) -> list[HeldFile]:
    """Those that are still there, in the order they were chosen."""
    return list(HeldFile.objects.filter(key__in=[key for key in keys if _is_key(key)]).select_related("stored"))


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def let_go(held: Sequence[HeldFile]) -> list[StoredFile]:
    """They go over to what was sent."""
    HeldFile.objects.filter(pk__in=[one.pk for one in held]).delete()
    return [one.stored for one in held]


def forget() -> int:
    """Of forms that were never sent. The bytes follow with the sweeping of orphans."""
    old = HeldFile.objects.filter(held_at__lt=timezone.now() - KEPT)
    return StoredFile.objects.filter(pk__in=old.values("stored")).delete()[0]
