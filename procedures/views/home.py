"""The first page: find, browse, follow."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from portal.accounts.roleplay import ROLES
from portal.agencies.models import Level
from procedures import search
from procedures.models import Field

POPULAR = ("1.001193", "2.000488", "1.000894", "2.000635", "1.001612", "2.000815")
"""What people ask for most (domain B3, shares of 2015): shown until the portal has figures of its own."""


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    popular = search.in_force().filter(procedure__code__in=POPULAR)
    fields = (
        Field.objects.filter(editions__in=search.in_force())
        .annotate(count=Count("editions"))
        .order_by("-count", "sort_key")
    )
    context = {
        "popular": sorted(popular, key=lambda edition: POPULAR.index(edition.procedure.code)),
        "fields": fields[:12],
        "levels": [(level.value, level.label) for level in Level if level != Level.MINISTRY],
        "count": search.in_force().count(),
        "roles": ROLES,
    }
    return render(request, "procedures/home.html", context)
