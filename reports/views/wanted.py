"""Which form 06 an address asks for: by field or by agency, of a period of the law or of days somebody chooses."""

from datetime import date, datetime
from functools import cached_property
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.agencies.models import Agency
from portal.forms import PortalFormRenderer
from reports import papers
from reports.form06 import AGENCY, FIELD, Form06, form06
from reports.periods import Kind, Period, holding, recent
from reports.reach import Reach, below, reach_of
from reports.scope import Scope
from reports.views.asking import EARLIEST, AgencyField, Asking, agencies_in, said

FORMS = {"b": AGENCY, "a": FIELD}
OFFERED = {Kind.MONTH: 14, Kind.QUARTER: 6, Kind.HALF: 4, Kind.YEAR: 4}


def offered(today: date) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Periods by kind, the present one first."""
    return [
        (kind.label, [(period.key, _span(period)) for period in recent(kind, today, count)])
        for kind, count in OFFERED.items()
    ]


def _span(period: Period) -> str:
    return f"{period.name} ({period.first:%d/%m/%Y} – {period.last:%d/%m/%Y})"


class PeriodForm(forms.Form):
    """A period of the list, or a first and a last day in its stead."""

    is_filter = True
    use_required_attribute = False
    default_renderer = PortalFormRenderer
    bieu = forms.ChoiceField(
        label=gettext_lazy("Form"),
        required=False,
        choices=[("b", gettext_lazy("06b, by agency")), ("a", gettext_lazy("06a, by field"))],
    )
    ky = forms.CharField(label=gettext_lazy("Period"), required=False, widget=forms.Select(attrs={"lang": "vi"}))
    tu = forms.DateField(
        label=gettext_lazy("Or from the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day as day/month/year.")},
    )
    den = forms.DateField(
        label=gettext_lazy("to the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day as day/month/year.")},
    )
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
        self.fields["ky"].widget.choices = offered(timezone.localdate())

    def clean_ky(self) -> Period | None:
        text = self.cleaned_data["ky"]
        period = Period.read(text) if text else holding(Kind.MONTH, timezone.localdate())
        if period is None:
            raise forms.ValidationError(_("Choose one of the periods in the list."))
        return period

    def clean(self) -> dict[str, Any]:
        days: dict[str, Any] = super().clean() or {}
        first, last = days.get("tu"), days.get("den")
        if bool(first) != bool(last) and not {"tu", "den"} & set(self.errors):
            self.add_error("den" if first else "tu", _("Write both days, or neither."))
        elif first and last and first > last:
            self.add_error("den", _("The last day cannot be before the first."))
        elif first and first < EARLIEST:
            self.add_error("tu", _("Choose a day after 1 January 2000."))
        return days


class Wanted:
    """The form the address asks for, within what the person sees."""

    def __init__(self, request: Asking, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self.reach = reach_of(request.user)
        self.ask = PeriodForm(
            said(request, bieu="b", ky=holding(Kind.MONTH, timezone.localdate()).key), reach=self.reach
        )
        self.is_valid = self.ask.is_valid()
        self.said: dict[str, Any] = self.ask.cleaned_data

    @property
    def by(self) -> str:
        return FORMS[self.said.get("bieu") or "b"]

    @property
    def days(self) -> tuple[date, date]:
        if self.said.get("tu"):
            return self.said["tu"], self.said["den"]
        period: Period = self.said["ky"]
        return period.first, period.last

    @property
    def period(self) -> str:
        """In words; nothing for days somebody chose."""
        return "" if self.said.get("tu") else self.said["ky"].name

    @property
    def agencies(self) -> frozenset[int] | None:
        if not self.said.get("co_quan"):
            return self.reach.agencies
        chosen = below({self.said["co_quan"].pk})
        return chosen if self.reach.agencies is None else chosen & self.reach.agencies

    @property
    def of_whom(self) -> str:
        chosen = self.said.get("co_quan")
        whole = ", ".join(agency.name for agency in self.reach.top) or "Toàn tỉnh Bắc Giang"
        return chosen.name if chosen else whole

    @cached_property
    def form(self) -> Form06:
        first, last = self.days
        return form06(self.by, first, Scope(last, self.agencies, self.now))

    @property
    def parameters(self) -> dict[str, str]:
        clean = self.said
        found = {"bieu": clean.get("bieu") or "b", "ky": clean["ky"].key}
        found |= {name: clean[name].isoformat() for name in ("tu", "den") if clean.get(name)}
        return found | ({"co_quan": clean["co_quan"].key} if clean.get("co_quan") else {})

    @property
    def facts(self) -> papers.Form06Facts:
        return papers.Form06Facts(self.of_whom, self.by, self.period, self.form)

    @property
    def name(self) -> str:
        """Of a file that holds it."""
        first, last = self.days
        return f"bieu-06{self.said.get('bieu') or 'b'}-{first:%Y-%m-%d}-{last:%Y-%m-%d}"
