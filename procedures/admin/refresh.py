"""What refreshes from the national catalogue reported: runs with their outcomes, and every fault in words."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.desk import site
from procedures import faults
from procedures.admin.editions import ToLookAt
from procedures.models import Procedure, RefreshLine, RefreshRun

LINES = 100
OUTCOMES = {
    "published": gettext_lazy("new, first edition published"),
    "drafted": gettext_lazy("changed, draft to be confirmed"),
    "unchanged": gettext_lazy("the same as before"),
    "failed": gettext_lazy("could not be read"),
    "unused": gettext_lazy("no longer listed"),
}
FAILURES = {
    "Unavailable": gettext_lazy("the nation did not answer"),
    "Rejected": gettext_lazy("the nation refused to give its list"),
    "NothingListed": gettext_lazy("the nation listed no procedure at all; nothing was changed"),
}


@admin.register(RefreshRun, site=site)
class RefreshRunAdmin(ToLookAt, admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(require_safe(self.runs)), name="procedures_refreshrun_changelist"),
            path("<int:pk>/", view(require_safe(self.run)), name="procedures_refreshrun_page"),
        ]

    def _page(self, request: HttpRequest, template: str, **more: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), **more}
        return TemplateResponse(request, f"admin/refresh/{template}.html", context)

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def runs(self, request: HttpRequest) -> HttpResponse:
        self._check(request)
        runs = RefreshRun.objects.annotate(faults=Count("lines"))
        return self._page(request, "list", title=_("Refreshes from the nation"), rows=[_row(run) for run in runs])

    def run(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._check(request)
        found = get_object_or_404(RefreshRun.objects.annotate(faults=Count("lines")), pk=pk)
        wanted, code = _kind(request.GET.get("loi", "")), request.GET.get("ma", "").strip()
        lines = found.lines.filter(code__startswith=code) if code else found.lines.all()
        kinds = lines.order_by().values_list("kind").annotate(number=Count("pk")).order_by("-number", "kind")
        chosen = lines.filter(kind=wanted) if wanted else lines
        page = Paginator(chosen, LINES).get_page(request.GET.get("trang"))
        parameters = request.GET.copy()
        parameters.pop("trang", None)
        return self._page(
            request, "page", title=_("A refresh from the nation"), row=_row(found), page=page, rows=_lines(list(page)),
            kinds=[(faults.FAULTS.index(kind), faults.about(kind), number) for kind, number in kinds if kind],
            wanted=faults.FAULTS.index(wanted) if wanted else None, code=code,
            parameters=parameters.urlencode(),
        )  # fmt: skip


def _kind(asked: str) -> str:
    """The fault with this place in ``FAULTS``; empty for none."""
    found = asked.isascii() and asked.isdigit() and len(asked) < 4 and int(asked) < len(faults.FAULTS)
    return faults.FAULTS[int(asked)] if found else ""


def _row(run: RefreshRun) -> dict[str, Any]:
    """A run with its outcomes, those that occur, and its failure in words."""
    name, _blank, detail = run.failure.partition(" ")
    outcomes = [(name, label, run.outcomes[name]) for name, label in OUTCOMES.items() if run.outcomes.get(name)]
    return {"run": run, "outcomes": outcomes, "failure": FAILURES.get(name, name), "detail": detail}


def _lines(lines: list[RefreshLine]) -> list[tuple[RefreshLine, Any, int | None]]:
    """Each with its fault in words and the key of its procedure, where there is one."""
    keys = dict(Procedure.objects.filter(code__in={line.code for line in lines}).values_list("code", "pk"))
    return [(line, faults.in_words(line.fault), keys.get(line.code)) for line in lines]
