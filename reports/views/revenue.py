"""What came in, by agency, day and way of paying: a page, a paper, a workbook."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.documents.views import printed
from portal import sheets
from portal.agencies.models import Agency
from portal.desk import site
from portal.forms import PortalFormRenderer
from reports import papers, workbooks
from reports.reach import MONEY, Reach, below, money_reach_of
from reports.revenue import Revenue, revenue
from reports.scope import Scope
from reports.views.asking import AgencyField, agencies_in, said, with_right

MOST_DAYS = 366
SHOWN = 300


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose a day"),
            "invalid": gettext_lazy("Write the day as day/month/year."),
        },
    )


class DaysForm(forms.Form):
    """From a day to a day, of a year at most."""

    is_filter = True
    use_required_attribute = False
    default_renderer = PortalFormRenderer
    tu = _day(gettext_lazy("From the day"))
    den = _day(gettext_lazy("to the day"))
    co_quan = AgencyField(
        Agency.objects.none(),
        label=gettext_lazy("Agency"),
        required=False,
        to_field_name="key",
        empty_label=gettext_lazy("All that you see"),
        widget=forms.Select(attrs={"lang": "vi"}),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the agencies in the list.")},
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["co_quan"].queryset = agencies_in(reach)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        days: dict[str, Any] = super().clean() or {}
        first, last = days.get("tu"), days.get("den")
        if first and last and first > last:
            self.add_error("den", _("The last day cannot be before the first."))
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("den", _("Choose a year at most."))
        return days


class Wanted:
    """What the address asks for, within what the person sees; nothing said means this month."""

    def __init__(self, request: HttpRequest) -> None:
        today = timezone.localdate()
        self.reach = money_reach_of(request.user)  # type: ignore[arg-type]
        days = said(request, tu=today.replace(day=1).isoformat(), den=today.isoformat())
        self.form = DaysForm(days, reach=self.reach)
        self.is_valid = self.form.is_valid()
        self.said: dict[str, Any] = self.form.cleaned_data

    @property
    def days(self) -> tuple[date, date]:
        return self.said["tu"], self.said["den"]

    @property
    def agencies(self) -> frozenset[int] | None:
        if not self.said.get("co_quan"):
            return self.reach.agencies
        chosen = below({self.said["co_quan"].pk})
        return chosen if self.reach.agencies is None else chosen & self.reach.agencies

    @property
    def facts(self) -> papers.RevenueFacts:
        chosen = self.said.get("co_quan")
        whole = ", ".join(agency.name for agency in self.reach.top) or "Toàn tỉnh Bắc Giang"
        first, last = self.days
        made: Revenue = revenue(first, Scope(last, self.agencies))
        return papers.RevenueFacts(chosen.name if chosen else whole, made)

    @property
    def parameters(self) -> dict[str, str]:
        first, last = self.days
        chosen = self.said.get("co_quan")
        return {"tu": first.isoformat(), "den": last.isoformat()} | ({"co_quan": chosen.key} if chosen else {})

    @property
    def name(self) -> str:
        first, last = self.days
        return f"thu-phi-le-phi-{first:%Y-%m-%d}-{last:%Y-%m-%d}"


def _valid(request: HttpRequest) -> Wanted:
    """404 for a file of what the page itself would refuse."""
    wanted = Wanted(request)
    if not wanted.is_valid:
        raise Http404
    return wanted


@with_right(MONEY)
def page(request: HttpRequest) -> HttpResponse:
    wanted = Wanted(request)
    context = site.each_context(request) | {"title": _("Fees and charges received"), "form": wanted.form}
    if wanted.is_valid:
        facts = wanted.facts
        context |= {
            "facts": facts,
            "made": facts.made,
            "lines": facts.made.lines[:SHOWN],
            "more": max(0, len(facts.made.lines) - SHOWN),
            "parameters": urlencode(wanted.parameters),
        }
    return TemplateResponse(request, "admin/reports/revenue.html", context)


@with_right(MONEY)
def paper(request: HttpRequest) -> HttpResponse:
    wanted = _valid(request)
    facts = wanted.facts
    return printed(lambda sheet: papers.revenue_page(facts, sheet), wanted.name)


@with_right(MONEY)
def workbook(request: HttpRequest) -> HttpResponse:
    wanted = _valid(request)
    return sheets.attached(workbooks.revenue(wanted.facts), f"{wanted.name}.xlsx")
