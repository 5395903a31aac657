"""How many dossiers procedures have, by the way they came.

Counts only: no dossier is shown, so nobody's reach is asked.
"""

from collections.abc import Collection

from django.db.models import Count, Q

from dossiers.models import Dossier, Status
from procedures.models import Channel


def by_procedure(procedures: Collection[int]) -> dict[int, tuple[int, int]]:
    """Handed in online, and in all, of each procedure that has any."""
    handed_in = Dossier.objects.filter(edition__procedure__in=procedures).exclude(status=Status.DRAFT)
    online = Count("pk", filter=Q(channel=Channel.ONLINE))
    rows = handed_in.values_list("edition__procedure").annotate(online=online, all=Count("pk"))
    return {procedure: (came_online, all_) for procedure, came_online, all_ in rows}
