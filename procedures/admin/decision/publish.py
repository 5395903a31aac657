"""The check of a decision, and the three acts: publish now, on a date, or call the date off."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import once
from procedures import publishing
from procedures.admin.decision import base
from procedures.admin.decision.overview import rows
from procedures.fields import DayField
from procedures.models import Decision


class DayForm(forms.Form):
    """From when a scheduled decision counts."""

    use_required_attribute = False
    on = DayField(
        label=gettext_lazy("Publish on"),
        help_text=gettext_lazy("Day/month/year; at midnight that day begins."),
        error_messages={"required": gettext_lazy("Choose the day")},
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today; what counts from today is published now."))
        return day


@base.open_page
def view(request: HttpRequest, decision: Decision) -> HttpResponse:
    proposed = decision.effective_on if decision.effective_on > timezone.localdate() else None
    form = DayForm(request.POST if request.POST.get("action") == "schedule" else None, initial={"on": proposed})
    if request.method != "POST" or (form.is_bound and not form.is_valid()):
        return _page(request, decision, form)
    try:
        return once.answer_once(request, lambda: _act(request, decision, form))
    except publishing.NotPublished:
        pass
    except publishing.NothingToPublish as refusal:
        messages.error(request, str(refusal.message))
    response = _page(request, decision, form)
    response.status_code = 409
    return response


def _page(request: HttpRequest, decision: Decision, form: DayForm) -> HttpResponse:
    named = rows(decision)
    is_whole = bool(named) and all(row.passes for row in named)
    is_early = decision.effective_on > timezone.localdate()
    return base.shown(
        request, "publish", decision, title=_("Check and publish"), tab="publish", form=form, rows=named,
        is_whole=is_whole, is_early=is_early,
    )  # fmt: skip


def _act(request: HttpRequest, decision: Decision, form: DayForm) -> str:
    match request.POST.get("action"):
        case "schedule":
            publishing.schedule(decision, form.cleaned_data["on"])
            messages.success(request, _("It will be published at midnight of that day."))
        case "unschedule":
            publishing.unschedule(decision)
            messages.success(request, _("The date is called off."))
        case _:
            publishing.publish(decision, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("Published. It counts for everything filed from now on."))
    return base.address(decision)
