"""Refunds at the desk: to approve, to send, on their way, completed; one page each with the step that is next."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.act import Act, Refusal
from payments import refunding
from payments.admin import listing
from payments.admin.forms import CompleteForm, NoteForm, SendForm
from payments.models import Refund
from portal import once
from portal.desk import site
from portal.read_only import ReadOnly

CONFLICT = 409
State = Refund.State
HEAPS = {
    "duyet": (State.PROPOSED, gettext_lazy("To be approved")),
    "chuyen": (State.APPROVED, gettext_lazy("To be sent")),
    "dang-chuyen": (State.SENT, gettext_lazy("On the way back")),
    "xong": (State.COMPLETED, gettext_lazy("Paid back")),
    "khong-duyet": (State.REFUSED, gettext_lazy("Not approved")),
}


@admin.register(Refund, site=site)
class RefundAdmin(listing.Desk, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        return [
            path("", site.admin_view(refunds), name="payments_refund_changelist"),
            path("<int:pk>/", site.admin_view(refund), name="payments_refund_page"),
        ]


def refunds(request: HttpRequest) -> HttpResponse:
    listing.only_tellers(request)
    name = request.GET.get("viec", "")
    heap = name if name in HEAPS else "duyet"
    form = listing.FilterForm(request.GET)
    reached = Refund.objects.reached_by(request.user)  # type: ignore[arg-type]
    found = form.narrowed(reached.filter(state=HEAPS[heap][0]), "settlement__attempt__request__account__dossier__code",
                          "proposed_at")  # fmt: skip
    context = site.each_context(request) | {
        "title": _("Refunds"),
        "here": "refunds",
        "heap": heap,
        "heaps": [(key, label, reached.filter(state=state).count()) for key, (state, label) in HEAPS.items()],
        "filters": form,
        "page": listing.turned(_whole(found), request.GET),
        "parameters": listing.kept(request.GET),
    }
    return TemplateResponse(request, "admin/payments/refunds.html", context)


def _whole(found: QuerySet[Refund]) -> QuerySet[Refund]:
    return found.select_related(
        "request__account__dossier__edition", "settlement__attempt__request__account__dossier__edition",
        "proposed_by", "decided_by", "sent_by", "completed_by",
    )  # fmt: skip


def refund(request: HttpRequest, pk: int) -> HttpResponse:
    listing.only_tellers(request)
    one = get_object_or_404(_whole(Refund.objects.reached_by(request.user)), pk=pk)  # type: ignore[arg-type]
    if request.method != "POST":
        return _page(request, one)
    name = request.POST.get("action", "")
    if name not in ACTS:
        raise PermissionDenied
    asked, do, done = ACTS[name]
    form = asked(request.POST, auto_id=f"{name}-%s")
    if not form.is_valid():
        return _page(request, one, name, form)
    try:
        return once.answer_once(request, lambda: _do(request, one, do, form, str(done)))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        one.refresh_from_db()
        return _page(request, one, name, form, status=CONFLICT)


Do = Callable[[Refund, Act, dict[str, Any]], None]


def _do(request: HttpRequest, one: Refund, do: Do, form: forms.Form, done: str) -> str:
    do(one, Act(request.user, values=form.cleaned_data), form.cleaned_data)  # type: ignore[arg-type]
    messages.success(request, done)
    return reverse("admin:payments_refund_page", args=[one.pk])


class AskedNothing(forms.Form):
    """A button alone."""


ACTS: Mapping[str, tuple[type[forms.Form], Do, Any]] = {
    "approve": (
        AskedNothing, lambda one, act, said: refunding.approve(one, act),
        gettext_lazy("Approved. Another person sends the money."),
    ),
    "decline": (NoteForm, lambda one, act, said: refunding.decline(one, act), gettext_lazy("Not approved.")),
    "send": (
        SendForm, lambda one, act, said: refunding.send(one, Refund.Way(said["way"]), act),
        gettext_lazy("On its way. Write down its number as soon as it has arrived."),
    ),
    "complete": (
        CompleteForm, lambda one, act, said: refunding.complete(one, said["number"], act),
        gettext_lazy("Paid back. The payer is told."),
    ),
}  # fmt: skip


def _next(request: HttpRequest, one: Refund) -> list[str]:
    user = request.user
    if refunding.may_decide(one, user):  # type: ignore[arg-type]
        return ["approve", "decline"]
    if refunding.may_send(one, user):  # type: ignore[arg-type]
        return ["send"]
    return ["complete"] if one.state == State.SENT else []


def _page(
    request: HttpRequest, one: Refund, name: str = "", sent: forms.Form | None = None, *, status: int = 200
) -> HttpResponse:
    acts = {key: sent if key == name and sent else ACTS[key][0](auto_id=f"{key}-%s") for key in _next(request, one)}
    origin = one.request or (one.settlement.attempt.request if one.settlement.attempt else None)
    context = site.each_context(request) | {
        "title": _("Refund"),
        "refund": one,
        "dossier": origin.dossier if origin else None,
        "acts": acts,
        "form": sent,
        "waits_for_another": not acts and one.state in (State.PROPOSED, State.APPROVED),
    }
    return TemplateResponse(request, "admin/payments/refund.html", context, status=status)
