"""Tills at the desk: what lies in one's own, counting and closing it, confirming another's, the sheet of a day."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from dossiers.act import Refusal
from dossiers.documents.views import printed
from payments import till as tills
from payments.models import Taking, Till
from payments.till import PIECES, Count
from portal import once
from portal.desk import site
from portal.read_only import ReadOnly
from portal.templatetags.words import money

PAGE = 30
HOME = "admin:payments_till_changelist"
WHOLE = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,12}")


class WholeField(forms.CharField):
    """A whole number as people write it: 1250000 or 1.250.000. Of a fraction nothing is guessed."""

    default_error_messages = {"invalid": gettext_lazy("Write a whole number, like 1250000 or 1.250.000.")}

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        if not WHOLE.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(re.sub(r"[. ]", "", text))


class CloseForm(forms.Form):
    """What was counted: as a sum, or note by note; both must say the same."""

    use_required_attribute = False
    amount = WholeField(
        label=gettext_lazy("Amount counted, in VND"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}),
        help_text=gettext_lazy("Leave it empty if you count note by note below."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it differs from what was taken"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for note in PIECES:
            self.fields[f"to_{note}"] = WholeField(
                label=money(note),
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
            )

    @property
    def notes(self) -> list[Any]:
        return [self[f"to_{note}"] for note in PIECES]

    @property
    def pieces(self) -> dict[int, int]:
        return {note: self.cleaned_data[f"to_{note}"] for note in PIECES if self.cleaned_data.get(f"to_{note}")}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        amount, counted = said.get("amount"), sum(note * number for note, number in self.pieces.items())
        if self.errors:
            return said
        if amount is None and not self.pieces:
            self.add_error("amount", _("Write what you counted; nothing is 0."))
        elif amount is not None and self.pieces and amount != counted:
            self.add_error("amount", _("The notes below come to %(sum)s.") % {"sum": money(counted)})
        return said

    @property
    def count(self) -> Count:
        said, amount = self.cleaned_data, sum(note * number for note, number in self.pieces.items())
        return Count(amount if self.pieces else said["amount"], self.pieces, said["reason"])


@admin.register(Till, site=site)
class TillAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing generic writes a till."""

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[Callable[..., HttpResponseBase], str]] = {
            "": (require_safe(home), "changelist"),
            "<uuid:key>/": (page, "page"),
            "<uuid:key>/bien-ban.pdf": (require_safe(sheet), "sheet"),
        }
        view, name = self.admin_site.admin_view, "payments_till_{}".format
        return [path(route, view(self._checked(one)), name=name(last)) for route, (one, last) in pages.items()]

    def _checked(self, page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(page)
        def checked(request: HttpRequest, **rest: Any) -> HttpResponseBase:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return page(request, **rest)

        return checked


def _visible(request: HttpRequest) -> Any:
    return Till.objects.visible_to(request.user).select_related("agency", "cashier", "confirmed_by")  # type: ignore[arg-type]


def home(request: HttpRequest) -> HttpResponse:
    found = _visible(request).annotate(taken=Sum("takings__settlement__amount")).order_by("-on", "-pk")
    shown = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = site.each_context(request) | {"title": _("Tills"), "rows": shown, "page": shown}
    return TemplateResponse(request, "admin/tills/list.html", context)


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    till = get_object_or_404(_visible(request), uuid=key)
    act = request.POST.get("action", "") if request.method == "POST" else ""
    form, status = CloseForm(request.POST if act == "close" else None), 200
    try:
        if act == "confirm":
            return once.answer_once(request, lambda: _confirm(request, till))
        if form.is_valid():
            return once.answer_once(request, lambda: _close(request, till, form.count))
    except tills.Unexplained as refusal:
        form.add_error("reason", str(refusal))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        till, status = get_object_or_404(_visible(request), uuid=key), 409
    return TemplateResponse(request, "admin/tills/page.html", _page(request, till, form), status=status)


def _page(request: HttpRequest, till: Till, form: CloseForm) -> dict[str, Any]:
    return site.each_context(request) | {
        "title": _("Till"),
        "till": till,
        "form": form,
        "taken": tills.taken(till),
        "takings": _takings(till),
        "is_own": till.cashier_id == request.user.pk,
        "may_confirm": tills.may_confirm(till, request.user),  # type: ignore[arg-type]
    }


def _takings(till: Till) -> list[Taking]:
    found = till.takings.select_related("settlement__attempt__request__account__dossier").order_by("pk")
    return list(found.prefetch_related("settlement__entries__receipts"))


def _close(request: HttpRequest, till: Till, count: Count) -> str:
    tills.close(till, count, request.user)  # type: ignore[arg-type]
    messages.success(request, _("The till is closed. Hand the money over: another person confirms it here."))
    return reverse("admin:payments_till_page", args=[till.uuid])


def _confirm(request: HttpRequest, till: Till) -> str:
    tills.confirm(till, request.user)  # type: ignore[arg-type]
    messages.success(request, _("Confirmed. It stays with your name."))
    return reverse("admin:payments_till_page", args=[till.uuid])


def sheet(request: HttpRequest, key: UUID) -> HttpResponse:
    """The sheet of the till, a legal paper in Vietnamese."""
    till = get_object_or_404(_visible(request).exclude(closed_at=None), uuid=key)
    return printed(lambda address: _paper(till, address), f"bien-ban-kiem-quy-{till.on:%Y-%m-%d}")


def _paper(till: Till, address: str) -> str:
    notes = [
        (note, till.pieces[str(note)], note * till.pieces[str(note)]) for note in PIECES if str(note) in till.pieces
    ]
    said = {
        "till": till,
        "takings": _takings(till),
        "notes": notes,
        "sheet": address,
        "issued_at": timezone.localtime(),
    }
    with override("vi"):
        return render_to_string("documents/payments/till.html", said)
