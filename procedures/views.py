"""The catalogue for readers: home, search, one procedure."""

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from portal.accounts.roleplay import ROLES
from portal.agencies.models import Level
from procedures import presentation, search
from procedures.models import Edition, Field, Procedure

PAGE = 20
KEPT_SECONDS = 300
POPULAR = ("1.001193", "2.000488", "1.000894", "2.000635", "1.001612", "2.000815")
"""What people ask for most (domain B3, shares of 2015): shown until the portal has figures of its own."""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


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


@require_GET
def procedure_page(request: HttpRequest, code: str) -> HttpResponse:
    """Everything the record holds. A code with the suffix of its publishing body leads to the short one (A4)."""
    short = presentation.short_code(code)
    if short != code:
        return redirect("procedure", code=short, permanent=True)
    listed = Procedure.objects.select_related("current").only("code", "is_used", "current__name")
    procedure = get_object_or_404(listed, code=code)
    if procedure.current is None:
        raise Http404
    context = {"procedure": procedure, "edition": procedure.current, "article": article(procedure, procedure.current)}
    return render(request, "procedures/procedure.html", context)


def article(procedure: Procedure, edition: Edition) -> str:
    """The page but for its frame, kept a while: a published edition does not change, the rest of it seldom."""
    key = f"procedure:{edition.pk}:{procedure.is_used}:{get_language()}"
    kept: str | None = cache.get(key)
    if kept is None:
        whole = Edition.objects.select_related("field__department").get(pk=edition.pk)
        context = {"procedure": procedure, "edition": whole, **presentation.page(whole)}
        kept = render_to_string("procedures/_article.html", context)
        cache.set(key, kept, KEPT_SECONDS)
    return kept
