"""Notices at the desk: their wording, and those that could not be sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import once
from portal.desk import site
from portal.notices import letters, wording
from portal.notices.forms import WordingForm
from portal.notices.models import Delivery, NoticeTemplate
from portal.notices.tasks import send_notices
from portal.wake import wake

FAILED_PER_PAGE = 50
Page = Callable[..., HttpResponse]


class OwnPages(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing generic is shown or written; each page asks for the right to change its rows."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def pages(self) -> dict[str, tuple[Page, str]]:
        """Address: (page, name)."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        names = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path(route, site.admin_view(self._guarded(page)), name=f"{names}_{name}")
            for route, (page, name) in self.pages().items()
        ]

    def _guarded(self, page: Page) -> Page:
        def guarded(request: HttpRequest, **found: Any) -> HttpResponse:
            if not self.has_change_permission(request):
                raise PermissionDenied
            return page(request, **found)

        return guarded


@admin.register(NoticeTemplate, site=site)
class NoticeTemplateAdmin(OwnPages):
    """The wordings in use, each with its earlier versions; saving adds one."""

    def pages(self) -> dict[str, tuple[Page, str]]:
        return {"": (self.in_use, "changelist"), "<slug:key>/": (self.edit, "wording")}

    def in_use(self, request: HttpRequest) -> HttpResponse:
        rows = NoticeTemplate.objects.newest().select_related("made_by")
        context = {**site.each_context(request), "title": _("Wording of notices"), "rows": rows}
        return TemplateResponse(request, "admin/notices/wordings.html", context)

    def edit(self, request: HttpRequest, key: str) -> HttpResponse:
        """Posting shows what it would look like, or puts a new version in use."""
        newest = get_object_or_404(NoticeTemplate.objects.newest(), key=key)
        form = WordingForm(newest, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid() and request.POST.get("action") == "save":
            try:
                return once.answer_once(request, lambda: self._publish(request, newest, form))
            except wording.Overtaken:
                form.add_error(None, _("Somebody else saved a version meanwhile. Compare it below, then save again."))
                form.data = _with_version(request.POST, newest.version)
        return self._page(request, newest, form)

    def _publish(self, request: HttpRequest, newest: NoticeTemplate, form: WordingForm) -> str:
        if form.cleaned_data["version"] != newest.version:
            raise wording.Overtaken
        words = {name: form.cleaned_data[name] for name in ("subject", "body")}
        made = wording.publish(newest, by=request.user, **words)  # type: ignore[arg-type]
        messages.success(request, _("Version %(number)s is in use.") % {"number": made.version})
        return reverse("admin:notices_noticetemplate_wording", args=[newest.key])

    def _page(self, request: HttpRequest, newest: NoticeTemplate, form: WordingForm) -> HttpResponse:
        context = {
            **site.each_context(request),
            "title": newest.key,
            "newest": newest,
            "form": form,
            "preview": None if form.errors else letters.preview(form.instance, request.user),  # type: ignore[arg-type]
            "versions": NoticeTemplate.objects.filter(key=newest.key).select_related("made_by").order_by("-version"),
        }
        return TemplateResponse(request, "admin/notices/wording.html", context)


@admin.register(Delivery, site=site)
class DeliveryAdmin(OwnPages):
    """What could not be sent, until a person sends it again."""

    def pages(self) -> dict[str, tuple[Page, str]]:
        return {"": (self.failed, "changelist")}

    def failed(self, request: HttpRequest) -> HttpResponse:
        """Posting sends one again, or all of them."""
        failed = Delivery.objects.failed()
        if request.method == "POST":
            return self._send_again(request)
        rows = failed.select_related("notice__template", "notice__person").order_by("-pk")
        page = Paginator(rows, FAILED_PER_PAGE).get_page(request.GET.get("trang"))
        context = {**site.each_context(request), "title": _("Notices that could not be sent"), "page": page}
        return TemplateResponse(request, "admin/notices/failed.html", context)

    def _send_again(self, request: HttpRequest) -> HttpResponse:
        wanted, failed = request.POST.get("wanted", ""), Delivery.objects.failed()
        if number := (failed if wanted == "all" else failed.filter(pk=_number(wanted))).send_again():
            wake(send_notices)
            said = ngettext(
                "%(number)s notice is on its way again.", "%(number)s notices are on their way again.", number
            )
            messages.success(request, said % {"number": number})
        return redirect("admin:notices_delivery_changelist")


def _with_version(typed: QueryDict, number: int) -> QueryDict:
    """What was typed, on top of another version: saving it again replaces that one knowingly."""
    again = typed.copy()
    again["version"] = str(number)
    return again


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
