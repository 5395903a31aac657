"""The list's address travels with the dossier: back to it, and to the dossiers before and after in its order."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from dossiers.desk.filters import Asked
from dossiers.desk.keyset import Spot
from dossiers.desk.seat import Seat
from dossiers.models import Dossier

LIST, SPOT = "tu", "o"
LONGEST = 2000


@dataclass(frozen=True)
class Way:
    """Addresses; empty where the list begins or ends. ``parameters`` keep the way through a form."""

    back: str
    earlier: str
    later: str
    parameters: str


def towards(key: object, listed: str, spot: Spot) -> str:
    """The page of the dossier ``key``, reached from ``spot`` of the list at ``listed``."""
    return f"{reverse('admin:dossiers_dossier_page', args=[key])}?{urlencode({LIST: listed, SPOT: str(spot)})}"


def kept(request: HttpRequest) -> str:
    """What of the address must stay when a form leads back to the dossier."""
    way = {name: request.GET[name][:LONGEST] for name in (LIST, SPOT) if name in request.GET}
    return f"?{urlencode(way)}" if way else ""


def way(request: HttpRequest, seat: Seat) -> Way | None:
    """The spot is where the dossier stood when it was opened: what was done to it since does not lose the place."""
    listed, spot = request.GET.get(LIST), Spot.read(request.GET.get(SPOT, ""))
    if listed is None or spot is None:
        return None
    asked = Asked(QueryDict(listed[:LONGEST]), seat)
    earlier, later = asked.listing.before(spot, 1), asked.listing.after(spot, 1)
    spots = {one.dossier: one for one in (*earlier, *later)}
    keys = dict(Dossier.objects.reached_by(seat.user).filter(pk__in=spots).values_list("pk", "uuid"))
    query = asked.parameters().urlencode()
    before, after = (
        next((towards(keys[one.dossier], query, one) for one in side if one.dossier in keys), "")
        for side in (earlier, later)
    )
    return Way(f"{reverse('admin:dossiers_dossier_changelist')}?{query}", before, after, kept(request))
