"""Share of the dossiers filed online that were born at the national portal, for a year's months, agencies and
procedures, with the ten lowest."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.link import ROOM, born
from portal.desk import site

YEAR, MONTH = "nam", "thang"
FIRST_YEAR = 2019
SHOWN = 50


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    year = _number(request.GET.get(YEAR, ""), FIRST_YEAR, today.year) or today.year
    month = _number(request.GET.get(MONTH, ""), 1, 12)
    first, last = _span(year, month)
    all_year = born.Filings.between(*_span(year, None))
    filings = all_year.of_month(month) if month else all_year
    clicked = born.clicks(first, last)
    agencies, procedures = filings.by_agency(), filings.by_procedure(clicked)
    context = {
        **site.each_context(request),
        "room": ROOM,
        "title": _("Born at the national portal"),
        "year": year,
        "years": range(today.year, FIRST_YEAR - 1, -1),
        "month": month,
        "twelve": range(1, 13),
        "whole": filings.whole(),
        "months": all_year.by_month(),
        "agencies": agencies[:SHOWN],
        "procedures": procedures[:SHOWN],
        "lowest_agencies": born.lowest(agencies),
        "lowest_procedures": born.lowest(procedures),
        "clicks": sum(clicked.values()),
    }
    return TemplateResponse(request, "admin/link/born.html", context)


def _number(text: str, lowest: int, highest: int) -> int | None:
    """``None`` for what is none, or beyond what is offered."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    return number if lowest <= number <= highest else None


def _span(year: int, month: int | None) -> tuple[date, date]:
    """First and last day of the month, or of the whole year."""
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - born.A_DAY
