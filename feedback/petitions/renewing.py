"""Addresses of petitions' files that the nation holds are renewed before they end, as those of dossiers are: the report
is sent again with new ones, where the petition stands now. After a year they end."""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from feedback.models import Petition
from feedback.petitions import wire
from portal.national.addresses import good_until
from portal.national.client import NationalPortal, Rejected

log = logging.getLogger(__name__)
AHEAD = timedelta(days=7)
SLICE_SECONDS = 25


def ending() -> QuerySet[Petition]:
    """Those of which a file can soon be fetched no more."""
    young = timezone.now() - timedelta(days=settings.NATIONAL.renewed_days)
    soon = Petition.objects.filter(nation_files_until__lt=timezone.now() + AHEAD, sent_at__gt=young)
    return soon.select_related("procedure").order_by("nation_files_until", "pk")


def renew(portal: NationalPortal) -> int:
    """Send reports again until none is due or the slice ends. Returns how many were. Raises ``Unavailable`` where the
    nation does not answer; one that it refuses is not tried again."""
    ends, sent = time.monotonic() + SLICE_SECONDS, 0
    while time.monotonic() < ends and (petition := ending().first()):
        sent += _send(portal, petition)
    return sent


def _send(portal: NationalPortal, petition: Petition) -> bool:
    until = good_until()
    try:
        portal.report_petitions([wire.record(petition, until)])
    except Rejected as refusal:
        log.error("the national portal refuses to renew petition %s: code %s", petition.pk, refusal.code)
        Petition.objects.filter(pk=petition.pk).update(nation_files_until=None)
        return False
    Petition.objects.filter(pk=petition.pk).update(nation_files_until=until)
    return True
