"""Reminders at the desk: those sent and received, writing one about overdue dossiers, the reply, and the slip."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.act import Act, Refusal
from dossiers.admin.urgency import urgency
from dossiers.documents.views import kept
from dossiers.forms import ActionForm
from dossiers.issued.issuing import owed_to
from dossiers.models import Dossier, Reminder
from dossiers.terms import sending, urging
from dossiers.terms.urging import Words
from portal import once
from portal.accounts.models import User
from portal.calendar.arithmetic import closing_after
from portal.calendar.current import work_calendar
from procedures.fields import DayField, ParagraphsField

PAGE, MOST = 50, 100
REPLY_DAYS = 2
"""Working days given for a reply unless another day is named (assumed)."""

STATES = {
    "": gettext_lazy("all"),
    "cho": gettext_lazy("waiting for a reply"),
    "da-tra-loi": gettext_lazy("answered"),
    "tre": gettext_lazy("late"),
}


def _proposed_day() -> date:
    return timezone.localdate(closing_after(work_calendar(), timezone.localdate(), REPLY_DAYS))


class UrgeForm(ActionForm):
    note = ParagraphsField(
        label=gettext_lazy("What the agency is urged to do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write what the agency is to do")},
    )
    reply_on = DayField(
        label=gettext_lazy("Reply by"), error_messages={"required": gettext_lazy("Write by when a reply is due")}
    )

    def clean_reply_on(self) -> date:
        day: date = self.cleaned_data["reply_on"]
        if day < timezone.localdate():
            raise ValidationError(_("This day has passed"))
        return day


class ReplyForm(ActionForm):
    note = ParagraphsField(
        label=gettext_lazy("Reply"),
        help_text=gettext_lazy("Why it is late and what is being done."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write the reply")},
    )
    promised_on = DayField(
        label=gettext_lazy("Promised for"),
        required=False,
        help_text=gettext_lazy("The day by which the result will be there. It moves no legal date."),
    )

    def clean_promised_on(self) -> date | None:
        day: date | None = self.cleaned_data["promised_on"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("This day has passed"))
        return day


def reached(user: User) -> QuerySet[Reminder]:
    """Sent or received by an agency where ``user`` handles dossiers; where every page of reminders starts."""
    own = user.posts.current().handling().agencies()
    return Reminder.objects.filter(Q(sender__in=own) | Q(to__in=own)).select_related("sender", "to", "sent_by")


def listed(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    state = request.GET.get("tinh-trang", "")
    found = reached(user).prefetch_related("dossiers")
    page = Paginator(_in_state(found, state), PAGE).get_page(request.GET.get("trang"))
    now = timezone.now()
    received = set(urging.received_by(user).filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True))
    context = site | {
        "title": _("Reminders"),
        "states": STATES.items(),
        "state": state if state in STATES else "",
        "rows": [{"one": one, "is_late": one.is_late(now), "is_ours": one.pk in received} for one in page],
        "page": page,
        "parameters": f"tinh-trang={state}" if state in STATES else "",
    }
    return TemplateResponse(request, "admin/dossiers/reminders.html", context)


def _in_state(found: QuerySet[Reminder], state: str) -> QuerySet[Reminder]:
    if state == "cho":
        return found.filter(answered_at__isnull=True)
    if state == "da-tra-loi":
        return found.filter(answered_at__isnull=False)
    return found & Reminder.objects.late(timezone.now()) if state == "tre" else found


# --- Writing one ------------------------------------------------------------------------------


def write(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    """About the overdue dossiers chosen in a list; 404 where this person may urge about none of them."""
    chosen = _chosen(request)
    if not chosen:
        if request.GET:
            messages.info(request, _("Choose at least one overdue dossier that your unit received."))
        return redirect(reverse("admin:dossiers_terms") + "?viec=qua-han")
    asked, status = UrgeForm(initial={"reply_on": _proposed_day()}), 200
    if request.method == "POST":
        asked = UrgeForm(request.POST)
        try:
            if asked.is_valid():
                return once.answer_once(request, lambda: _send(request, chosen, asked))
        except Refusal as refusal:
            asked.add_error(None, str(refusal))
            status = 409
    rows = [(dossier, urgency(dossier)) for dossier in chosen]
    context = site | {"title": _("Write a reminder"), "rows": rows, "form": asked}
    return TemplateResponse(request, "admin/dossiers/urge.html", context, status=status)


def _chosen(request: HttpRequest) -> list[Dossier]:
    keys = [key for key in map(_uuid, (request.POST or request.GET).getlist("hs")[:MOST]) if key]
    found = urging.to_urge(request.user).filter(uuid__in=keys)  # type: ignore[arg-type]
    return list(found.select_related("edition", "agency", "received_by").order_by("due_at", "pk"))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _send(request: HttpRequest, chosen: list[Dossier], form: UrgeForm) -> str:
    given = form.cleaned_data
    act = Act(request.user)  # type: ignore[arg-type]
    reminders = sending.send(chosen, Words(given["note"], given["reply_on"]), act)
    messages.success(request, _("Reminder %(numbers)s sent.") % {"numbers": ", ".join(map(str, reminders))})
    if len(reminders) == 1:
        return reverse("admin:dossiers_reminder", args=[reminders[0].pk])
    return reverse("admin:dossiers_reminders")


# --- One of them ------------------------------------------------------------------------------


def find(request: HttpRequest, pk: int) -> Reminder:
    """404 for one between other agencies, as for one that is not there."""
    return get_object_or_404(reached(request.user), pk=pk)  # type: ignore[arg-type]


def one(request: HttpRequest, site: dict[str, Any], pk: int) -> HttpResponse:
    reminder = find(request, pk)
    asked, status = ReplyForm(), 200
    if request.method == "POST":
        asked = ReplyForm(request.POST)
        try:
            if asked.is_valid():
                return once.answer_once(request, lambda: _reply(request, reminder, asked))
        except Refusal as refusal:
            asked.add_error(None, str(refusal))
            reminder, status = find(request, pk), 409
    reached_ones = Dossier.objects.reached_by(request.user).filter(reminders=reminder)  # type: ignore[arg-type]
    context = site | {
        "title": _("Reminder %(number)s") % {"number": reminder},
        "one": reminder,
        "is_late": reminder.is_late(timezone.now()),
        "rows": [(dossier, urgency(dossier)) for dossier in reached_ones.select_related("edition", "agency")],
        "may_reply": reminder.answered_at is None and sending.may_reply(reminder, request.user),  # type: ignore[arg-type]
        "form": asked,
    }
    return TemplateResponse(request, "admin/dossiers/reminder.html", context, status=status)


def _reply(request: HttpRequest, reminder: Reminder, form: ReplyForm) -> str:
    sending.reply(reminder, Act(request.user, values=form.values()))  # type: ignore[arg-type]
    messages.success(request, _("The reply has been sent."))
    return reverse("admin:dossiers_reminder", args=[reminder.pk])


def slip(request: HttpRequest, site: dict[str, Any], pk: int) -> HttpResponse:
    if request.method != "GET":
        raise Http404
    reminder = find(request, pk)
    first = reminder.dossiers.order_by("pk")[0]
    return kept(owed_to(first.events.get(action="urge", values__reminder=str(reminder)), "reminder"))
