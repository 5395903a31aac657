"""Figures for everybody: the short form, without rows and without an account."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.forms import PortalFormRenderer
from reports import facts, public
from reports.views.asking import BATCHES, EARLIEST, said
from reports.views.report import drawn


class DayForm(forms.Form):
    is_filter = True
    use_required_attribute = False
    default_renderer = PortalFormRenderer
    ngay = forms.DateField(
        label=_("On the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as day/month/year.")},
    )

    def clean_ngay(self) -> date:
        today = timezone.localdate()
        day: date = self.cleaned_data["ngay"] or today
        if not EARLIEST <= day <= today:
            raise forms.ValidationError(_("Figures are of today or of days before: choose one of these."))
        return day


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    form = DayForm(said(request, ngay=timezone.localdate().isoformat()))
    context: dict[str, object] = {"form": form, "small": public.SMALL}
    if form.is_valid():
        facts.catch_up(BATCHES)
        face = public.face(form.cleaned_data["ngay"])
        context |= {"face": face, "figures": face.figures} | drawn(face.months)
    response = render(request, "reports/public.html", context)
    patch_cache_control(response, private=True, max_age=public.MINUTE)
    return response
