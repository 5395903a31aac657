"""Requests for money at the desk: which are unpaid, taking money at the counter, correcting what is owed."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from dossiers.act import Act, Refusal
from dossiers.admin.page import find
from dossiers.models import Dossier
from payments import asking, balances, over_the_counter, refunding, shown, tellers
from payments.admin import listing
from payments.admin.forms import LineFormSet, NoteForm, TakeForm
from payments.models import Assessment, Entry, Line, PaymentRequest, reach
from payments.receipts.papers import in_figures
from portal import once
from portal.accounts.models import User
from portal.desk import site
from portal.read_only import ReadOnly
from portal.templatetags.words import money

CONFLICT = 409


@admin.register(PaymentRequest, site=site)
class PaymentRequestAdmin(listing.Desk, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        return [
            path("", site.admin_view(unpaid), name="payments_paymentrequest_changelist"),
            path("thu/<uuid:key>/", site.admin_view(take), name="payments_paymentrequest_take"),
            path("<int:pk>/sua/", site.admin_view(correct), name="payments_paymentrequest_correct"),
            path("<int:pk>/hoan/", site.admin_view(give_back), name="payments_paymentrequest_refund"),
        ]


def still_owed() -> QuerySet[PaymentRequest]:
    """Asked for, and not all of it booked: ``owed`` and ``booked`` beside each."""
    latest = Assessment.objects.filter(request=OuterRef("pk")).order_by("-number").values("pk")[:1]
    lines = Line.objects.filter(assessment=OuterRef("assessed")).order_by().values("assessment")
    entries = Entry.objects.filter(request=OuterRef("pk")).order_by().values("request")  # an order would split the sum
    found = PaymentRequest.objects.asked_for().filter(account__dossier__status__in=asking.PAYABLE)
    found = found.annotate(assessed=Subquery(latest))
    return found.annotate(
        owed=Coalesce(Subquery(lines.annotate(total=Sum("amount")).values("total")), 0),
        booked=Coalesce(Subquery(entries.annotate(total=Sum("amount")).values("total")), 0),
    )


def unpaid(request: HttpRequest) -> HttpResponse:
    listing.only_tellers(request)
    form = listing.FilterForm(request.GET)
    found = form.narrowed(of_user(request.user), "account__dossier__code", "asked_at")  # type: ignore[arg-type]
    found = found.select_related("account__dossier__edition", "account__dossier__agency")
    context = site.each_context(request) | {
        "title": _("Fees not paid yet"),
        "here": "requests",
        "filters": form,
        "page": listing.turned(found, request.GET),
        "parameters": listing.kept(request.GET),
    }
    return TemplateResponse(request, "admin/payments/unpaid.html", context)


def of_user(user: User) -> QuerySet[PaymentRequest]:
    return still_owed().filter(account__in=reach.accounts(user), booked__lt=F("owed"))


def take(request: HttpRequest, key: UUID) -> HttpResponse:
    dossier = find(request, key)
    if not tellers.may_take(dossier, request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    owed = _missing(dossier)
    if request.method != "POST":
        return _take_page(request, dossier, TakeForm(owed))
    form = TakeForm(owed, request.POST)
    if not owed or not form.is_valid():
        return _take_page(request, dossier, form)
    try:
        return once.answer_once(request, lambda: _take(request, dossier, form))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _take_page(request, dossier, form, status=CONFLICT)


def _missing(dossier: Dossier) -> list[tuple[PaymentRequest, int]]:
    if not shown.may_pay(dossier):
        return []
    found = ((one, balances.of_request(one).missing) for one in asking.standing_requests(dossier))
    return [(one, missing) for one, missing in found if missing]


def _take(request: HttpRequest, dossier: Dossier, form: TakeForm) -> str:
    by = request.user
    attempt = over_the_counter.take(form.chosen, form.provider, by, form.voucher_of_way)  # type: ignore[arg-type]
    said = {"amount": money(attempt.amount)}
    messages.success(request, _("%(amount)s taken. The receipt stands with the dossier's money.") % said)
    return f"{reverse('admin:dossiers_dossier_page', args=[dossier.uuid])}#tien"


def _take_page(request: HttpRequest, dossier: Dossier, form: TakeForm, *, status: int = 200) -> HttpResponse:
    owed = [one for one in shown.of_dossier(dossier) if one.missing]
    context = site.each_context(request) | {
        "title": _("Take money"), "dossier": dossier, "form": form, "owed": owed,
    }  # fmt: skip
    return TemplateResponse(request, "admin/payments/take.html", context, status=status)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    reached = PaymentRequest.objects.reached_by(request.user).standing()  # type: ignore[arg-type]
    wanted = get_object_or_404(reached.select_related("account__dossier__edition"), pk=pk)
    if not tellers.may_assess(wanted.dossier, request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    if request.method != "POST":
        return _correct_page(request, wanted, LineFormSet(initial=_lines(wanted)), NoteForm())
    lines, note = LineFormSet(request.POST), NoteForm(request.POST)
    if not all([lines.is_valid(), note.is_valid()]):
        return _correct_page(request, wanted, lines, note)
    try:
        return once.answer_once(request, lambda: _correct(request, wanted, lines, note))
    except Refusal as refusal:
        note.add_error(None, str(refusal))
        return _correct_page(request, wanted, lines, note, status=CONFLICT)


def _lines(wanted: PaymentRequest) -> list[dict[str, Any]]:
    return [
        {"name": line.name, "kind": line.kind, "amount": in_figures(line.amount), "ground": line.ground}
        for line in wanted.current().lines.all()
    ]


def _correct(request: HttpRequest, wanted: PaymentRequest, lines: Any, note: NoteForm) -> str:
    dues = [form.due for form in lines if form.due is not None]
    asking.correct(wanted, dues, Act(request.user, values={"note": note.cleaned_data["note"]}))  # type: ignore[arg-type]
    messages.success(request, _("What is owed was corrected; the citizen sees it with your reason."))
    return f"{reverse('admin:dossiers_dossier_page', args=[wanted.dossier.uuid])}#tien"


def _correct_page(
    request: HttpRequest, wanted: PaymentRequest, lines: Any, note: NoteForm, *, status: int = 200
) -> HttpResponse:
    context = site.each_context(request) | {
        "title": _("Correct what is owed"), "dossier": wanted.dossier, "wanted": wanted, "lines": lines, "note": note,
        "form": next((one for one in [*lines, note] if one.errors), note), "balance": balances.of_request(wanted),
    }  # fmt: skip
    return TemplateResponse(request, "admin/payments/correct.html", context, status=status)


def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """A person proposes, with a ground, to pay back what is not due: of dossiers that are over, all of it."""
    listing.only_tellers(request)
    mine = PaymentRequest.objects.filter(account__in=reach.accounts(request.user))  # type: ignore[arg-type]
    wanted = get_object_or_404(mine.select_related("account__dossier__edition"), pk=pk)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _back_page(request, wanted, form)
    try:
        return once.answer_once(request, lambda: _give_back(request, wanted, form))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _back_page(request, wanted, form, status=CONFLICT)


def _give_back(request: HttpRequest, wanted: PaymentRequest, form: NoteForm) -> str:
    act = Act(request.user, values={"ground": form.cleaned_data["note"]})  # type: ignore[arg-type]
    tellers.insist(act, wanted.account_id)
    if not refunding.propose_surplus(wanted, act):
        raise refunding.TooMuch
    messages.success(request, _("Proposed. Another person decides."))
    return f"{reverse('admin:dossiers_dossier_page', args=[wanted.dossier.uuid])}#tien"


def _back_page(request: HttpRequest, wanted: PaymentRequest, form: NoteForm, *, status: int = 200) -> HttpResponse:
    context = site.each_context(request) | {
        "title": _("Propose a refund"), "dossier": wanted.dossier, "form": form, "surplus": refunding.surplus(wanted),
    }  # fmt: skip
    return TemplateResponse(request, "admin/payments/give_back.html", context, status=status)
