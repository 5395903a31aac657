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
from procedures import standard
from procedures.admin.editions import ToLookAt
from procedures.exchange.table import harmless
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
        level = request.GET.get("cap", "")
        return {
            "gap": request.GET.get("thieu", ""),
            "level": int(level) if level in {"1", "2", "3"} else None,
            "department": request.GET.get("co-quan", "")[:60],
        }

    def page(self, request: HttpRequest) -> HttpResponse:
        asked = self._asked(request)
        everything = list(standard.standings(standard.editions()))
        wanted = any(asked.values())
        rows = list(standard.standings(standard.editions(**asked))) if wanted else everything
        rows = sorted(rows, key=lambda row: (row.score, row.code))
        found = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
        parameters = request.GET.copy()
        parameters.pop("trang", None)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Standardisation"),
            "whole": standard.share(everything),
            "levels": [(Level(level).label, level, found) for level, found in standard.by_level(everything).items()],
            "departments": self._departments(everything),
            "gaps": self._gaps(everything),
            "rows": [(row, [standard.GAPS[gap] for gap in row.gaps]) for row in found],
            "page": found,
            "number": len(rows),
            "asked": asked,
            "filter": self._words(asked),
            "parameters": parameters.urlencode(),
        }
        return TemplateResponse(request, "admin/standing/page.html", context)

    def _departments(self, rows: list[standard.Standing]) -> list[tuple[str, str, standard.Share]]:
        keys = dict(Agency.objects.values_list("name", "key"))
        return [(name, keys.get(name, ""), found) for name, found in standard.by_department(rows).items()]

    def _gaps(self, rows: list[standard.Standing]) -> list[tuple[str, Any, int]]:
        counts = standard.gap_counts(rows)
        return [(name, standard.GAPS[name], number) for name, number in counts.most_common()]

    def _words(self, asked: dict[str, Any]) -> list[str]:
        words = [str(standard.GAPS[asked["gap"]])] if asked["gap"] in standard.GAPS else []
        return words + ([str(Level(asked["level"]).label)] if asked["level"] else [])

    def file(self, request: HttpRequest) -> HttpResponse:
        """The same list as CSV: as many rows as the page counts."""
        rows = standard.standings(standard.editions(**self._asked(request)))
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="chuan-hoa-thu-tuc.csv"'
        response.write("\N{ZERO WIDTH NO-BREAK SPACE}")
        writer = csv.writer(response, quoting=csv.QUOTE_ALL)
        writer.writerow(["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Cơ quan phụ trách", "Điểm", "Còn thiếu"])
        for row in rows:
            gaps = "; ".join(str(standard.GAPS[gap]) for gap in row.gaps)
            cells = [row.code, row.name, row.field, row.department, row.score, gaps]
            writer.writerow([harmless(str(cell)) for cell in cells])
        return response
