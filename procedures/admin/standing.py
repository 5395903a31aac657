"""Standardisation at the desk: figures that open lists, the gaps of each procedure in words, and the list as a file."""

import csv
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.agencies.models import Agency, Level
from portal.desk import site
from portal.sheets import harmless
from portal.templatetags.words import vietnamese
from procedures import standard
from procedures.admin.editions import ToLookAt
from procedures.models import Standing

PAGE = 50


@admin.register(Standing, site=site)
class StandingAdmin(ToLookAt, admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(require_safe(self.page)), name="procedures_standing_changelist"),
            path("xuat/", view(require_safe(self.file)), name="procedures_standing_export"),
        ]

    def _asked(self, request: HttpRequest) -> dict[str, Any]:
        """The filter in the address; what is not understood is left out."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        level, gap = request.GET.get("cap", ""), request.GET.get("thieu", "")
        return {
            "gap": gap if gap in standard.BY_NAME else "",
            "level": int(level) if level in {"1", "2", "3"} else None,
            "department": request.GET.get("co-quan", "")[:60],
        }

    def page(self, request: HttpRequest) -> HttpResponse:
        asked = self._asked(request)
        everything = list(standard.standings(standard.editions()))
        rows = list(standard.standings(standard.editions(**asked))) if any(asked.values()) else everything
        found = Paginator(sorted(rows, key=lambda row: (row.score, row.code)), PAGE).get_page(request.GET.get("trang"))
        parameters = request.GET.copy()
        parameters.pop("trang", None)
        context = {
            **self.admin_site.each_context(request),
            **_figures(everything),
            "title": _("Standardisation"),
            "rows": [(row, [standard.BY_NAME[gap] for gap in row.gaps]) for row in found],
            "page": found,
            "number": len(rows),
            "asked": asked,
            "chosen": _words(asked),
            "parameters": parameters.urlencode(),
        }
        return TemplateResponse(request, "admin/standing/page.html", context)

    def file(self, request: HttpRequest) -> HttpResponse:
        """The same list as CSV: as many rows as the page counts."""
        rows = standard.standings(standard.editions(**self._asked(request)))
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="chuan-hoa-thu-tuc.csv"'
        response.write("\N{ZERO WIDTH NO-BREAK SPACE}")
        writer = csv.writer(response, quoting=csv.QUOTE_ALL)
        writer.writerow([_("Code"), _("Procedure"), _("Field"), _("Department"), _("Score"), _("What is lacking")])
        for row in rows:
            gaps = "; ".join(str(standard.BY_NAME[gap].gap) for gap in row.gaps)
            cells = [row.code, row.name, row.field, row.department, row.score, gaps]
            writer.writerow([harmless(str(cell)) for cell in cells])
        return response


def _figures(rows: list[standard.Standing]) -> dict[str, Any]:
    counts = standard.gap_counts(rows)
    departments = standard.by_department(rows)
    return {
        "whole": standard.share(rows),
        "levels": [(level, Level(level).label, share) for level, share in standard.by_level(rows).items()],
        "departments": [(key or standard.NOBODY, name, share) for (key, name), share in departments.items()],
        "gaps": [(standard.BY_NAME[name], number) for name, number in counts.most_common()],
    }


def _words(asked: dict[str, Any]) -> list[Any]:
    """What the list is narrowed to, for people."""
    words: list[Any] = [standard.BY_NAME[asked["gap"]].gap] if asked["gap"] else []
    words += [Level(asked["level"]).label] if asked["level"] else []
    if asked["department"] == standard.NOBODY:
        return [*words, _("nobody in charge")]
    return words + [
        vietnamese(name) for name in Agency.objects.filter(key=asked["department"]).values_list("name", flat=True)
    ]
