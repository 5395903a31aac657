"""Addresses that the nation holds are renewed before they end: the record is sent again, with new ones.

The nation knows no call to ask us for a record, so ours is the only way that needs nothing of it. A dossier that is
over is renewed for another year, then its addresses end.
"""

import time
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from dossiers.models import Dossier, DossierQuerySet, NationalMessage, Status
from dossiers.sync import SLICE_SECONDS, Delivery, Parcel, as_sent
from portal.national.client import NationalPortal

AHEAD = timedelta(days=7)
OVER = [Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.HANDED_OVER]


def renew(portal: NationalPortal) -> int:
    """Send what ends within a week, a batch at a time, until nothing more gets through or the slice ends.

    Returns how many records were sent.
    """
    ends, sent = time.monotonic() + SLICE_SECONDS, 0
    let_end()
    while time.monotonic() < ends:
        keys = list(ending().order_by("nation_files_until").values_list("pk", flat=True)[: settings.NATIONAL.batch])
        renewed = _send(portal, keys)
        if not renewed:
            break
        sent += renewed
    return sent


def ending() -> DossierQuerySet:
    """Whose addresses end soon; what is owed an event is sent with it anyway."""
    owed = NationalMessage.objects.unsent().filter(subject=OuterRef("pk"))
    soon = Q(nation_files_until__lt=timezone.now() + AHEAD, nation_knows_since__isnull=False)
    return Dossier.objects.filter(soon, ~Exists(owed))


def let_end() -> None:
    """Dossiers over for long are renewed no more."""
    long_ago = timezone.now() - timedelta(days=settings.NATIONAL.renewed_days)
    over = Dossier.objects.filter(nation_files_until__lt=timezone.now(), status__in=OVER)
    over.alias(over_at=Coalesce("handed_over_at", "finished_at", "submitted_at")).filter(over_at__lt=long_ago).update(
        nation_files_until=None
    )


def _send(portal: NationalPortal, keys: Collection[int]) -> int:
    """A dossier that moved while it was being sent is sent once more: its newer record may have been overtaken."""
    renewed = 0
    while keys:
        parcels = [Parcel(dossier) for dossier in as_sent().in_bulk(keys).values()]
        there = Delivery(portal).renew(parcels)
        renewed += len(there)
        now = dict(Dossier.objects.filter(pk__in=keys).values_list("pk", "last_event"))
        keys = [one.dossier.pk for one in there if now[one.dossier.pk] != one.dossier.last_event]
    return renewed
