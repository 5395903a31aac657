"""Ways through the catalogue for people who do not search: life events, fields, agencies; and the site map."""

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from portal.agencies.models import Agency
from procedures import browse, presentation, search
from procedures.models import Edition, Field, LifeEvent
from procedures.public_page import Drawing, answer

SHOWN = 20
"""Procedures of an agency on its own page; all are in the list."""


@require_GET
def life_event(request: HttpRequest, slug: str) -> HttpResponseBase:
    return answer(request, ("event", slug), lambda: _life_event(slug))


def _life_event(slug: str) -> Drawing:
    event = get_object_or_404(browse.with_procedures(), slug=slug)
    rows = [_row(entry) for entry in event.shown]  # type: ignore[attr-defined]
    others = browse.events().filter(audience=event.audience).exclude(pk=event.pk)
    return Drawing("procedures/life_event.html", {"event": event, "rows": rows, "others": others})


def _row(entry: Any) -> dict[str, Any]:
    edition: Edition = entry.procedure.current
    edition.procedure = entry.procedure
    return presentation.row(edition)


@require_GET
def fields(request: HttpRequest) -> HttpResponseBase:
    """Every field with the number of its procedures."""
    return answer(request, ("fields",), _fields)


def _fields() -> Drawing:
    listed = Field.objects.filter(editions__in=search.in_force().values("pk"))
    counted = listed.annotate(count=Count("editions")).order_by("sort_key").select_related("department")
    return Drawing("procedures/fields.html", {"letters": browse.by_letter(counted)})


@require_GET
def agencies(request: HttpRequest) -> HttpResponseBase:
    """The agencies that decide something, by level."""
    return answer(request, ("agencies",), _agencies)


def _agencies() -> Drawing:
    counts = search.find("").counts("agency")
    departments = Agency.objects.existing().filter(pk__in=[pk for pk in counts if pk]).order_by("sort_key")
    counted = [(department, counts[department.pk]) for department in departments]
    return Drawing("procedures/agencies.html", {"departments": counted, "levels": browse.levels()})


@require_GET
def agency(request: HttpRequest, key: str) -> HttpResponseBase:
    """One department: where it is, and what it handles."""
    return answer(request, ("agency", key), lambda: _agency(key))


def _agency(key: str) -> Drawing:
    department = get_object_or_404(Agency.objects.existing(), key=key)
    found = search.find("", agency=department)
    if not found.count:
        raise Http404
    counts = found.counts("field")
    fields = Field.objects.filter(pk__in=counts).order_by("sort_key")
    context = {
        "agency": department,
        "count": found.count,
        "fields": [(field, counts[field.pk]) for field in fields],
        "rows": [presentation.row(edition) for edition in found.page(0, SHOWN)],
    }
    return Drawing("procedures/agency.html", context)


@require_GET
def site_map(request: HttpRequest) -> HttpResponseBase:
    """Everything as a tree of text (TT 32/2017)."""
    return answer(request, ("site map",), _site_map)


def _site_map() -> Drawing:
    context = {
        "events": LifeEvent.objects.all(),
        "fields": Field.objects.filter(editions__in=search.in_force().values("pk")).distinct(),
        "levels": browse.levels(),
    }
    return Drawing("procedures/site_map.html", context)
