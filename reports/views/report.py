"""The province's report of a day: a page, a paper, a workbook."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dossiers.documents.views import printed
from portal import sheets
from portal.desk import site
from reports import charts, papers, workbooks
from reports.charts import Chart
from reports.models import Changed
from reports.months import Month, months
from reports.shown import shown
from reports.views.asking import Asked, at_desk


def drawn(course: list[Month]) -> dict[str, Any]:
    """The charts of a year, each with the months of which it is drawn."""
    names = [str(month.first.month) for month in course]
    counts: Chart = charts.lines(
        names,
        [
            (_("came in"), [month.received for month in course]),
            (_("resolved"), [month.resolved for month in course]),
            (_("in time"), [month.in_time for month in course]),
        ],
    )
    told = [month.synchronised.percent if month.synchronised else None for month in course]
    return {
        "months": course,
        "counts": counts,
        "online": charts.bars(names, [month.online_percent for month in course]),
        "synchronised": charts.bars(names, told) if any(one is not None for one in told) else None,
    }


@at_desk
def page(request: HttpRequest) -> HttpResponse:
    asked = Asked(request)
    context: dict[str, Any] = site.each_context(request) | {
        "title": _("Report 178 as of a day"),
        "asked": asked,
        "form": asked.form,
        "parameters": urlencode(asked.parameters),
        "waiting": Changed.objects.count(),
    }
    if asked.is_valid:
        scope = asked.scope
        context |= {"figures": shown(scope), "scope": scope} | drawn(months(scope))
    return TemplateResponse(request, "admin/reports/report.html", context)


@at_desk
def paper(request: HttpRequest) -> HttpResponse:
    asked = _valid(request)
    facts = papers.Facts(asked.of_whom, asked.scope)
    return printed(lambda sheet: papers.report_page(facts, sheet), f"bao-cao-{asked.on:%Y-%m-%d}")


@at_desk
def workbook(request: HttpRequest) -> HttpResponse:
    asked = _valid(request)
    content = workbooks.report(papers.Facts(asked.of_whom, asked.scope))
    return sheets.attached(content, f"bao-cao-{asked.on:%Y-%m-%d}.xlsx")


def _valid(request: HttpRequest) -> Asked:
    """404 for a file of what the page itself would refuse."""
    asked = Asked(request)
    if not asked.is_valid:
        raise Http404
    return asked
