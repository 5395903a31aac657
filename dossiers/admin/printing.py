"""Printing many papers as long work: the book of a period (form 06), receipts of some days, hand-over slips."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dossiers.issued import work
from dossiers.issued.tasks import print_many
from dossiers.models import DossierQuerySet, IssuedPaper
from portal import jobs, once
from portal.agencies.models import Agency, Post
from portal.files.serve import serve
from portal.jobs.models import Job, JobQuerySet
from procedures.fields import DayField

LONGEST = timedelta(days=366)
KEPT = 30


class PrintForm(forms.Form):
    """Which list of an agency's dossiers, from when until when."""

    use_required_attribute = False
    WHAT = {
        work.BOOK: gettext_lazy("Book of dossiers (form 06, A4)"),
        "receipt": gettext_lazy("Receipts (form 01), joined"),
        "control_slip": gettext_lazy("Control slips (form 05), joined"),
        work.HANDOVER: gettext_lazy("Hand-over slips, one for each deciding agency"),
    }
    what = forms.ChoiceField(label=gettext_lazy("What to print"), choices=WHAT.items())
    agency = forms.ModelChoiceField(
        label=gettext_lazy("Agency"),
        queryset=Agency.objects.none(),
        widget=forms.Select(attrs={"lang": "vi"}),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose an agency"),
            "invalid_choice": gettext_lazy("Choose an agency"),
        },
    )
    since = DayField(
        label=gettext_lazy("Received from"), error_messages={"required": gettext_lazy("Write the first day")}
    )
    until = DayField(label=gettext_lazy("to"), error_messages={"required": gettext_lazy("Write the last day")})

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.filter(user=request.user.pk).current().handling()
        self.fields["agency"].queryset = posts.agencies()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("This lies before the first day"))
        elif since and until and until - since > LONGEST:
            self.add_error("until", _("At most a year at a time"))
        return said


def view(request: HttpRequest, site: dict[str, Any]) -> HttpResponse:
    today = timezone.localdate()
    form = PrintForm(initial={"since": today.replace(day=1), "until": today}, request=request)
    if request.method == "POST":
        form = PrintForm(request.POST, request=request)
        if form.is_valid() and _orders(request, form):
            return once.answer_once(request, lambda: _start(request, form))
    context = site | {"title": _("Print papers"), "form": form, "orders": _mine(request)[:KEPT]}
    return TemplateResponse(request, "admin/dossiers/printing.html", context)


@require_safe
def result(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file, for who ordered it."""
    return serve(get_object_or_404(_mine(request).filter(result__isnull=False), uuid=key).result)  # type: ignore[arg-type]


def _mine(request: HttpRequest) -> JobQuerySet:
    own = Job.objects.filter(started_by=request.user.pk, kind__in=work.KINDS)
    return own.select_related("result").order_by("-pk")


def _orders(request: HttpRequest, form: PrintForm) -> bool:
    """Whether there is something to print, and not too much; else the form says so."""
    what = form.cleaned_data["what"]
    number = _rows(request, form).count()
    if not number:
        form.add_error(None, _("There is nothing of this kind in these days."))
    elif number > work.MOST and what != work.BOOK:
        form.add_error(None, _("More than %(most)s papers: choose fewer days.") % {"most": work.MOST})
    return not form.errors


def _rows(request: HttpRequest, form: PrintForm) -> DossierQuerySet:
    said = form.cleaned_data
    rows = work.in_book(request.user, said["agency"], said["since"], said["until"])  # type: ignore[arg-type]
    if said["what"] == work.HANDOVER:
        return rows.filter(received_by=said["agency"]).exclude(agency=said["agency"])
    if said["what"] == work.BOOK:
        return rows
    return rows.filter(pk__in=IssuedPaper.objects.filter(key=said["what"]).values("dossier"))


def _start(request: HttpRequest, form: PrintForm) -> str:
    said = form.cleaned_data
    what, agency = said["what"], said["agency"].pk
    if what == work.BOOK:
        kind, more = what, {"agency": agency, "since": str(said["since"]), "until": str(said["until"])}
    else:
        ids = list(_rows(request, form).values_list("pk", flat=True))
        more = {"ids": ids, "gives": agency} if what == work.HANDOVER else {"ids": ids, "key": what}
        kind = work.HANDOVER if what == work.HANDOVER else work.BATCH
    jobs.start(kind, print_many, by=request.user, **more)  # type: ignore[arg-type]
    messages.success(request, _("It is being printed. The file will stand below in a moment."))
    return reverse("admin:dossiers_dossier_printing")
