"""The first page: find, browse, follow."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from portal.accounts.roleplay import ROLES
from procedures import browse, search
from procedures.models import Field, Guide, LifeEvent
from procedures.public_page import Drawing, answer

MOST_FIELDS, MOST_NEW = 12, 5


@require_GET
def home(request: HttpRequest) -> HttpResponseBase:
    return answer(request, ("home",), lambda: Drawing("procedures/home.html", {**_catalogue(), "roles": ROLES}))


def _catalogue() -> dict[str, Any]:
    popular = list(search.in_force().filter(procedure__code__in=search.POPULAR))
    fields = (
        Field.objects.filter(editions__in=search.in_force().values("pk"))
        .annotate(count=Count("editions"))
        .order_by("-count", "sort_key")
    )
    events = list(browse.events())
    return {
        "popular": sorted(popular, key=lambda edition: search.POPULAR.index(edition.procedure.code))[:6],
        "fields": fields[:MOST_FIELDS],
        "people": [event for event in events if event.audience == LifeEvent.Audience.PERSON],
        "businesses": [event for event in events if event.audience == LifeEvent.Audience.BUSINESS],
        "levels": browse.levels(),
        "new": browse.newly_changed(MOST_NEW),
        "guides": Guide.objects.published().count(),
        "count": search.in_force().count(),
    }
