"""The log of exchanges at the desk: read by who looks after the link, written by nobody."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.national import kinds, reading, services
from portal.national.asking import AskForm
from portal.national.log import Exchange
from portal.read_only import ReadOnly

TONES = {Exchange.Outcome.OK: "done", Exchange.Outcome.REFUSED: "refused", Exchange.Outcome.UNAVAILABLE: "asking"}


class ExchangeAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Registered in ``portal/urls.py``: the desk stands beside this room."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """In pages by where the last one ended: the generic list would count a log of millions for each."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = AskForm(request.GET)
        page = reading.Page([])
        if form.is_valid():
            older, newer = _key(request.GET.get("sau", "")), _key(request.GET.get("truoc", ""))
            page = reading.page(form.wanted(), older_than=older, newer_than=newer)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Exchanges with the national portal"),
            "form": form,
            "page": page,
            "rows": [_row(line) for line in page.lines],
            "parameters": urlencode(form.parameters()),
        }
        return TemplateResponse(request, "admin/exchanges/list.html", context)


def _key(text: str) -> int | None:
    """``None`` for what no page of ours wrote."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _row(line: Exchange) -> dict[str, Any]:
    return {
        "line": line,
        "label": services.label_of(line.service),
        "tone": TONES[Exchange.Outcome(line.outcome)],
        "is_good": line.outcome == Exchange.Outcome.OK,
        "meaning": kinds.meaning(line.direction, line.outcome, line.code),
    }
