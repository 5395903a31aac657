"""Search and filters over the catalogue."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from portal.agencies.models import Level
from procedures import presentation, search
from procedures.models import Field

PAGE = 20


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


@require_GET
def procedure_list(request: HttpRequest) -> HttpResponse:
    """``?q=`` words, ``cap`` level, ``linh-vuc`` field, ``trang`` page: all by plain GET."""
    text = request.GET.get("q", "").strip()[:200]
    level = next((level for level in Level if str(level.value) == request.GET.get("cap")), None)
    field = Field.objects.filter(pk=_number(request.GET.get("linh-vuc", "")) or 0).first()
    found = search.find(text, level=level, field=field)
    paginator = Paginator(found.editions, PAGE)
    page = paginator.get_page(request.GET.get("trang"))
    parameters = request.GET.copy()
    parameters.pop("trang", None)
    context = {
        "text": text,
        "level": level,
        "field": field,
        "count": paginator.count,
        "repaired": found.repaired,
        "rows": [presentation.row(edition) for edition in page],
        "page": page.number,
        "pages": paginator.num_pages,
        "parameters": parameters.urlencode(),
        "levels": [(choice.value, choice.label) for choice in Level if choice != Level.MINISTRY],
        "fields": Field.objects.filter(editions__in=search.in_force()).distinct().only("pk", "name"),
    }
    return render(request, "procedures/list.html", context)
