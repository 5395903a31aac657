"""Addresses that the nation holds are renewed before they end: the record is sent again, with new ones.

The nation knows no call to ask us for a record, so ours is the only way that needs nothing of it. A dossier that is
over is renewed for another year, then its addresses end.
"""

import time
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from dossiers.models import Dossier, DossierQuerySet, NationalMessage, Status
from dossiers.parcels import Parcel, read
from dossiers.shared import Shared
from dossiers.sync import SLICE_SECONDS, Delivery
from portal.national.client import NationalPortal

Place = tuple[datetime, int]
"""An end and the key of a dossier: what is renewed stands in this order."""

BEGINNING: Place = (datetime.min.replace(tzinfo=UTC), 0)
PLACE = "readdressing"
"""The key under which the place reached is kept, in PostgreSQL."""

AHEAD = timedelta(days=7)
OVER = [Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.HANDED_OVER]


def renew(portal: NationalPortal) -> int:
    """Send what ends within a week, a batch at a time, until all were tried, nothing gets through or the slice ends.

    The next slice goes on behind the place reached: what the nation refuses is met once a round and holds up nobody.
    Returns how many records were sent.
    """
    ends, sent = time.monotonic() + SLICE_SECONDS, 0
    let_end()
    while time.monotonic() < ends and (some := _next_behind(cache.get(PLACE, BEGINNING))):
        delivery = Delivery(portal)
        sent += _send(delivery, [key for _, key in some])
        if delivery.is_cut_off:
            return sent
        cache.set(PLACE, some[-1], timeout=None)
    if time.monotonic() < ends:
        cache.delete(PLACE)
    return sent


def _next_behind(place: Place) -> list[Place]:
    until, key = place
    behind = Q(nation_files_until__gt=until) | Q(nation_files_until=until, pk__gt=key)
    rows = ending().filter(behind).order_by("nation_files_until", "pk")[: settings.NATIONAL.batch]
    return [(end, key) for end, key in rows.values_list("nation_files_until", "pk") if end]


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


def _send(delivery: Delivery, keys: Collection[int]) -> int:
    """A dossier that moved while it was being sent is sent once more: its newer record may have been overtaken."""
    renewed, shared = 0, Shared()
    while keys:
        there = delivery.renew([Parcel(dossier) for dossier in read(keys, shared).values()])
        renewed += len(there)
        now = dict(Dossier.objects.filter(pk__in=keys).values_list("pk", "last_event"))
        keys = [one.dossier.pk for one in there if now[one.dossier.pk] != one.dossier.last_event]
    return renewed
