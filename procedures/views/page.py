"""One procedure."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from procedures import presentation
from procedures.models import Edition, Procedure
from procedures.search import log

KEPT_SECONDS = 300


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
    log.note_opened(request.GET.get("tu", ""))
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
