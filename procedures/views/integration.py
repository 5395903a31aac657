"""How far the province is with bringing its online services into the national portal, for everybody."""

from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from procedures import plan as plans
from procedures.models import Plan, PlanEntry


@require_GET
def integration(request: HttpRequest) -> HttpResponse:
    """The year asked for, else the one that counts today. 404 for a year without a plan."""
    years = list(Plan.objects.values_list("year", flat=True))
    year = _year(request, years)
    context: dict[str, Any] = {"years": years, "year": year, "figures": plans.figures(year) if year else None}
    if year:
        context |= {"plan": Plan.objects.get(year=year)} | _services(year)
    return render(request, "procedures/integration.html", context)


@require_GET
def integration_figures(request: HttpRequest) -> JsonResponse:
    """The same figures for programs, without names of people. 404 where there is no plan."""
    year = _year(request, list(Plan.objects.values_list("year", flat=True)))
    found = plans.figures(year) if year else None
    if found is None:
        raise Http404
    groups = {"by_agency": found.by_agency, "by_level": found.by_level}
    numbers = ("year", "integrated", "target", "out_of", "planned", "late", "percent", "share", "is_demo")
    said: dict[str, Any] = {name: getattr(found, name) for name in numbers} | {"on": found.on.isoformat()}
    said |= {name: [_group(group) for group in rows] for name, rows in groups.items()}
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def _group(group: plans.Group) -> dict[str, Any]:
    return {"key": group.key, "name": str(group.name), "integrated": group.integrated, "planned": group.planned}


def _year(request: HttpRequest, years: list[int]) -> int | None:
    asked = request.GET.get("nam", "")
    if not asked:
        return plans.shown(years)
    year = next((year for year in years if str(year) == asked), None)
    if year is None:
        raise Http404
    return year


def _services(year: int) -> dict[str, Any]:
    entries = PlanEntry.objects.counted().filter(plan__year=year).select_related("procedure__current", "agency")
    done = entries.integrated()
    return {
        "integrated": done.order_by("-integrated_on", "procedure__code"),
        "planned": entries.exclude(pk__in=done.values("pk")).order_by(F("due_on").asc(nulls_last=True), "pk"),
    }
