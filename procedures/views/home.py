"""The first page: find, browse, follow."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from portal.accounts.roleplay import ROLES
from portal.agencies.models import Level
from procedures import search
from procedures.models import Field


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    popular = search.in_force().filter(procedure__code__in=search.POPULAR)
    fields = (
        Field.objects.filter(editions__in=search.in_force())
        .annotate(count=Count("editions"))
        .order_by("-count", "sort_key")
    )
    context = {
        "popular": sorted(popular, key=lambda edition: search.POPULAR.index(edition.procedure.code))[:6],
        "fields": fields[:12],
        "levels": [(level.value, level.label) for level in Level if level != Level.MINISTRY],
        "count": search.in_force().count(),
        "roles": ROLES,
    }
    return render(request, "procedures/home.html", context)
