"""Asking for the fees of what was just received, so that cashiers see who still owes before anybody wants to pay.

Over what is there: a dossier that has no account of money yet was not looked at.
"""

from datetime import timedelta

from django.utils import timezone

from dossiers.models import Dossier
from payments import asking

LOOKED_BACK = timedelta(days=3)
"""What is older and was never asked for is asked for as soon as somebody opens its page of paying."""


def sweep(most: int = 200) -> int:
    """How many dossiers were looked at. May run twice at once: the account is made by one."""
    since = timezone.now() - LOOKED_BACK
    fresh = Dossier.objects.filter(received_at__gte=since, status__in=asking.PAYABLE, account__isnull=True)
    found = list(fresh.filter(code__isnull=False).order_by("received_at")[:most])
    for dossier in found:
        asking.standing_requests(dossier)
    return len(found)
