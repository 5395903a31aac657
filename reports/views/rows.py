"""The rows behind a figure: pages by where the last one ended, and all of them as a workbook, at once where there are
few, else as long work."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from portal import jobs, once, sheets
from portal.desk import site
from reports import daily, exports
from reports.figures.base import Listing
from reports.tasks import make_files
from reports.views.asking import at_desk, ordering_at_desk
from reports.views.found import Found, Line

PAGE = 50


@at_desk
def page(request: HttpRequest, figure: str) -> HttpResponse:
    found = Found(request, figure)
    after = request.GET.get("sau", "0")
    lines, more = _page(found, int(after) if after.isdecimal() and len(after) < 18 else 0)
    context: dict[str, Any] = site.each_context(request) | {
        "title": found.listing.title,
        "found": found,
        "heads": [column.title for column in found.listing.columns],
        "lines": [_line(found.listing, address, cells) for _key, address, cells in lines],
        "parameters": urlencode(found.parameters),
        "back": urlencode(found.asked.parameters),
        "next": urlencode(found.parameters | {"sau": lines[-1][0]}) if more else "",
        "value": daily.measure(found.figure, found.scope),
        "is_first": after == "0",
        "is_long": _is_long(found),
    }
    return TemplateResponse(request, "admin/reports/rows.html", context)


def _page(found: Found, after: int) -> tuple[list[Line], bool]:
    lines = found.lines(after)
    taken = [line for line, _number in zip(lines, range(PAGE + 1), strict=False)]
    return taken[:PAGE], len(taken) > PAGE


def _line(listing: Listing, address: str, cells: list[Any]) -> list[tuple[Any, Any]]:
    """(head, cell); the first cell leads to the page of the row."""
    first, *rest = cells
    link: SafeString | Any = format_html('<a href="{}">{}</a>', address, first) if address and first else first
    return [
        (column.title, format_html('<span lang="vi">{}</span>', cell) if column.is_vietnamese and cell else cell)
        for column, cell in zip(listing.columns, [link, *rest], strict=True)
    ]


def _is_long(found: Found) -> bool:
    """Longer than one request can write."""
    most = settings.REPORT_ROWS_AT_ONCE
    return found.number(most) > most


@ordering_at_desk
def workbook(request: HttpRequest, figure: str) -> HttpResponse:
    """All rows of the list, in Vietnamese. A long list is ordered by a post; who asks for it otherwise is led to where
    that is done."""
    found = Found(request, figure)
    if request.method == "POST":
        return once.answer_once(request, lambda: _order(request, found))
    if _is_long(found):
        return redirect(f"{reverse('figure_rows', args=[figure])}?{urlencode(found.parameters)}")
    out = BytesIO()
    exports.write_rows(found, found.lines(), out)
    return sheets.attached(out.getvalue(), exports.name_of(found))


def _order(request: HttpRequest, found: Found) -> str:
    by: Any = request.user
    job = jobs.start(exports.ROWS, make_files, by=by, figure=found.figure.key, query=found.parameters)
    return reverse("admin:portal_job_page", args=[job.uuid])
