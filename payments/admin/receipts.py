"""The book of receipts of an agency, and one receipt: striking out, replacing, reprinting."""

import io
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from dossiers.act import Act, Refusal
from dossiers.issued import making
from payments.admin import listing
from payments.admin.forms import NoteForm, ReplaceForm
from payments.models import Receipt, ReceiptCopy, ReceiptSeries, reach
from payments.receipts import book, voiding
from payments.receipts.papers import copy_of, copy_page, paper_of
from portal import once
from portal.accounts.models import User
from portal.desk import site
from portal.read_only import ReadOnly
from portal.sheets import XLSX_TYPE

CONFLICT, ROWS = 409, 50
NUMBERS = "trang"
FORMS: dict[str, type[forms.Form]] = {"replace": ReplaceForm, "void": NoteForm, "copy": forms.Form}


@admin.register(Receipt, site=site)
class ReceiptAdmin(listing.Desk, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        return [
            path("", site.admin_view(receipts), name="payments_receipt_changelist"),
            path("so/", site.admin_view(as_workbook), name="payments_receipt_book"),
            path("<int:pk>/", site.admin_view(receipt), name="payments_receipt_page"),
            path("<int:pk>/ban-sao/<int:number>/", site.admin_view(reprint), name="payments_receipt_copy"),
        ]


def series_of(user: User) -> QuerySet[ReceiptSeries]:
    """The books of their agencies, and of those whose dossiers they keep the money of."""
    found = Receipt.objects.reached_by(user).order_by().values("series")
    return ReceiptSeries.objects.filter(pk__in=found).select_related("agency").order_by("-year", "agency__name")


def _chosen(request: HttpRequest) -> ReceiptSeries | None:
    found = series_of(request.user)  # type: ignore[arg-type]
    wanted = request.GET.get("so", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < listing.LONGEST_KEY:
        return get_object_or_404(found, pk=int(wanted))
    return found.first()


def receipts(request: HttpRequest) -> HttpResponse:
    listing.only_tellers(request)
    series = _chosen(request)
    whole = book.receipts(series) if series else Receipt.objects.none()
    rows = whole.filter(pk__in=Receipt.objects.reached_by(request.user).values("pk"))  # type: ignore[arg-type]
    context = site.each_context(request) | {
        "title": _("Book of receipts"),
        "here": "receipts",
        "series": series,
        "all_series": series_of(request.user),  # type: ignore[arg-type]
        "has_whole": series is not None and _has_whole(request, series),
        "page": Paginator(rows, ROWS).get_page(request.GET.get(NUMBERS)),
        "parameters": f"so={series.pk}" if series else "",
    }
    return TemplateResponse(request, "admin/payments/receipts.html", context)


def _has_whole(request: HttpRequest, series: ReceiptSeries) -> bool:
    """The book as a file has every number, so it is for those of the agency it belongs to, or of its one-stop unit."""
    mine = reach.agencies(request.user)  # type: ignore[arg-type]
    return mine.filter(pk=series.agency_id).exists() or mine.filter(parent=series.agency_id).exists()


def as_workbook(request: HttpRequest) -> HttpResponseBase:
    listing.only_tellers(request)
    series = _chosen(request)
    if series is None or not _has_whole(request, series):
        raise PermissionDenied
    out = io.BytesIO()
    book.write(series, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"so-bien-lai-{series.sign}.xlsx", content_type=XLSX_TYPE)


def _mine(request: HttpRequest, pk: int) -> Receipt:
    listing.only_tellers(request)
    reached = Receipt.objects.reached_by(request.user)  # type: ignore[arg-type]
    more = ("series__agency", "entry__request__account__dossier__edition", "entry__settlement", "issued_by", "void",
            "replaces__series", "replaced_by__series")  # fmt: skip
    return get_object_or_404(reached.select_related(*more), pk=pk)


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    one = _mine(request, pk)
    if request.method != "POST":
        return _page(request, one)
    name = request.POST.get("action", "")
    if name not in FORMS:
        raise PermissionDenied
    form = FORMS[name](request.POST, auto_id=f"{name}-%s")
    if not form.is_valid():
        return _page(request, one, form)
    try:
        return once.answer_once(request, lambda: _act(request, one, name, form))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, _mine(request, pk), form, status=CONFLICT)


def _act(request: HttpRequest, one: Receipt, name: str, form: forms.Form) -> str:
    act = Act(request.user, values=form.cleaned_data)  # type: ignore[arg-type]
    if name == "copy":
        copy = voiding.copy(one, act)
        return reverse("admin:payments_receipt_copy", args=[one.pk, copy.number])
    if name == "void":
        voiding.void(one, act)
        messages.success(request, _("The receipt was struck out; its number stays in the book."))
        return reverse("admin:payments_receipt_page", args=[one.pk])
    new = voiding.replace(one, form.cleaned_data["payer"], act)
    messages.success(request, _("A new receipt stands in its place."))
    return reverse("admin:payments_receipt_page", args=[new.pk])


def reprint(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The marked copy as PDF; where this machine makes none, the page itself, which prints well."""
    copy = get_object_or_404(ReceiptCopy.objects.select_related("receipt"), receipt=_mine(request, pk), number=number)
    try:
        answer = HttpResponse(copy_of(copy), content_type="application/pdf")
    except making.NOT_MADE:
        return HttpResponse(copy_page(copy, paper_of(copy.receipt), static("dossiers/paper.css")))
    name = f"bien-lai-{copy.receipt.series.sign}-{copy.receipt}-ban-sao-{copy.number}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _page(request: HttpRequest, one: Receipt, sent: forms.Form | None = None, *, status: int = 200) -> HttpResponse:
    name = request.POST.get("action", "") if sent else ""
    shown = {
        key: sent if key == name else form(initial={"payer": one.payer}, auto_id=f"{key}-%s")
        for key, form in FORMS.items()
    }
    context: dict[str, Any] = site.each_context(request) | {
        "title": _("Receipt %(number)s") % {"number": f"{one.series.sign} {one}"},
        "receipt": one,
        "dossier": one.entry.request.dossier if one.entry.request else None,
        "void": getattr(one, "void", None),
        "copies": one.copies.select_related("by"),
        "forms": shown,
        "form": sent,
    }
    return TemplateResponse(request, "admin/payments/receipt.html", context, status=status)
