"""Writing down at the desk what came by letter, by telephone or at the counter (NĐ 20/2008/NĐ-CP Đ.6, 8, 14)."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.models import Petition
from feedback.petitions import filing
from feedback.views.forms import PetitionForm
from portal import once
from portal.accounts.models import User
from portal.calendar.week import VIETNAM
from portal.desk import site

BY_HAND = (Petition.Channel.LETTER, Petition.Channel.PHONE, Petition.Channel.MAIL, Petition.Channel.COUNTER)


class WritingForm(PetitionForm):
    """As the petitioner's, with how and when it came; a letter may leave a telephone out, for it can be answered."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Way it came"), choices=[(one.value, capfirst(one.label)) for one in BY_HAND],
        widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Choose how it came")},
    )  # fmt: skip
    came_on = forms.DateField(
        label=gettext_lazy("Day it came"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Its term runs from this day."),
        error_messages={"required": gettext_lazy("Write the day it came")},
    )  # fmt: skip
    GROUPS = (
        (gettext_lazy("How it came"), ("channel", "came_on")),
        (gettext_lazy("What it says"), ("kind", "title", "content", "files")),
        (gettext_lazy("What it is about"), ("place", "agency", "procedure_code")),
        (gettext_lazy("Who it is from"), ("name", "is_organisation", "address", "phone", "email")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=None, initial={"came_on": timezone.localdate()}, **kwargs)
        self.fields["content"].label = gettext_lazy("What the petitioner says")
        self.fields["content"].help_text = gettext_lazy("In their words; of a letter what it says, and enclose it.")
        self.fields["name"].label = gettext_lazy("Full name")
        self.fields["is_organisation"].label = gettext_lazy("For an enterprise or an organisation")
        for name in ("dossier_code", "held"):
            self.fields.pop(name, None)

    def clean_came_on(self) -> date:
        day: date = self.cleaned_data["came_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def written(self) -> Petition:
        self.cleaned_data["dossier_code"] = None
        petition = super().written()
        petition.channel, day = self.cleaned_data["channel"], self.cleaned_data["came_on"]
        now = timezone.now()
        petition.sent_at = min(now, datetime.combine(day, time(17), VIETNAM)) if day < timezone.localdate() else now
        return petition


def write_down(request: HttpRequest) -> HttpResponse:
    clerk = request.user
    if not isinstance(clerk, User) or filing.reception_post(clerk) is None:
        raise PermissionDenied
    form = WritingForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        context = site.each_context(request) | {"title": _("Write down a petition"), "form": form}
        return TemplateResponse(request, "admin/feedback/write_down.html", context)

    def act() -> str:
        petition = filing.write_down(form.written(), clerk, form.cleaned_data["files"].good)
        messages.success(request, _("Written down. Enter it into the book, or pass it on from here."))
        return reverse("admin:feedback_petition_page", args=[petition.uuid])

    return once.answer_once(request, act)
