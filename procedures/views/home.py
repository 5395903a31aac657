"""The first page: find, browse, follow."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from portal.accounts.roleplay import ROLES
from procedures import browse, generation, search
from procedures.models import Field, Guide, LifeEvent

MOST_FIELDS, MOST_NEW = 12, 5


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Everything but the frame is kept for as long as the catalogue stays as it is."""
    ways = generation.kept(("home", get_language()), _ways)
    return render(request, "procedures/home.html", {"ways": ways, "roles": ROLES})


def _ways() -> str:
    return str(render_to_string("procedures/_ways.html", _catalogue()))


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
        "new": browse.newly_changed(MOST_NEW),
        "guides": Guide.objects.published().count(),
        "count": search.in_force().count(),
    }
