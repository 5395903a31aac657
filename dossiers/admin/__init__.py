"""The officials' desk for dossiers: a work-list and one page drawn from the workflow table."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path

from dossiers.admin import (
    backfill,
    batch,
    canned,
    composed,
    counter,
    course,
    exports,
    fetching,
    issued,
    link,
    marks,
    page,
    printing,
    reconciliation,
    reorganisation,
    result,
    saved,
    step_figures,
    supplement,
    thread,
    worklist,
)
from dossiers.admin.terms import urls as terms
from dossiers.models import Dossier, NeededAssurance, ReturnCharge
from portal.desk import site
from portal.read_only import ReadOnly

__all__ = ["DossierAdmin", "backfill", "canned", "composed", "link", "reconciliation", "reorganisation"]


@admin.register(Dossier, site=site)
class DossierAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing generic adds, changes or deletes a dossier; ``workflow.perform`` does, and only it."""

    def get_urls(self) -> list[URLPattern]:
        return [
            path("", site.admin_view(self.worklist), name="dossiers_dossier_changelist"),
            path("luu/", site.admin_view(self.saved), name="dossiers_dossier_saved"),
            path("nhan/", site.admin_view(self.labels), name="dossiers_dossier_labels"),
            path("xuat/", site.admin_view(self.export), name="dossiers_dossier_export"),
            path("xuat/<int:export>/", site.admin_view(self.exported), name="dossiers_dossier_exported"),
            *counter.urls(),
            path("hang-loat/", site.admin_view(self.batch), name="dossiers_dossier_batch"),
            path("<uuid:key>/", site.admin_view(self.dossier), name="dossiers_dossier_page"),
            path("<uuid:key>/danh-dau/", site.admin_view(self.marks), name="dossiers_dossier_marks"),
            path("<uuid:key>/bo-sung/", site.admin_view(self.supplement), name="dossiers_dossier_supplement"),
            path("<uuid:key>/trao-doi/", site.admin_view(self.thread), name="dossiers_dossier_thread"),
            path("thong-ke-buoc/", site.admin_view(self.step_figures), name="dossiers_dossier_step_figures"),
            path("<uuid:key>/xu-ly/", site.admin_view(self.process), name="dossiers_dossier_process"),
            path("<uuid:key>/giay-to-phat-hanh/", site.admin_view(self.issued), name="dossiers_dossier_issued"),
            path("<uuid:key>/soan-ket-qua/", site.admin_view(self.compose), name="dossiers_dossier_compose"),
            path("<uuid:key>/soan-ket-qua/xem-thu/", site.admin_view(self.composed), name="dossiers_dossier_composed"),
            path("in-giay-to/", site.admin_view(self.printing), name="dossiers_dossier_printing"),
            path("in-giay-to/<uuid:key>/", site.admin_view(self.printed), name="dossiers_dossier_printed"),
            path("<uuid:key>/ket-qua/", site.admin_view(self.result), name="dossiers_dossier_result"),
            *fetching.urls(self._only_handlers),
            *terms.urls(self._only_handlers),
        ]

    def _only_handlers(self, request: HttpRequest) -> None:
        """A post at the unit is not enough: who keeps its accounts or the catalogue handles no dossiers (D6)."""
        if not self.has_view_permission(request):
            raise PermissionDenied

    def worklist(self, request: HttpRequest) -> HttpResponse:
        self._only_handlers(request)
        return worklist.view(request, site.each_context(request))

    def batch(self, request: HttpRequest) -> HttpResponse:
        self._only_handlers(request)
        return batch.view(request, site.each_context(request))

    def dossier(self, request: HttpRequest, key: Any) -> HttpResponse:
        self._only_handlers(request)
        return page.view(request, site.each_context(request), key)

    def saved(self, request: HttpRequest) -> HttpResponse:
        self._only_handlers(request)
        return saved.view(request, site.each_context(request))

    def labels(self, request: HttpRequest) -> HttpResponse:
        self._only_handlers(request)
        return marks.labels(request, site.each_context(request))

    def marks(self, request: HttpRequest, key: Any) -> HttpResponse:
        self._only_handlers(request)
        return marks.view(request, site.each_context(request), key)

    def export(self, request: HttpRequest) -> HttpResponse:
        self._only_handlers(request)
        return exports.view(request, site.each_context(request))

    def exported(self, request: HttpRequest, export: int) -> HttpResponseBase:
        self._only_handlers(request)
        return exports.fetch(request, export)

    def supplement(self, request: HttpRequest, key: Any) -> HttpResponse:
        self._only_handlers(request)
        return supplement.view(request, site.each_context(request), key)

    def thread(self, request: HttpRequest, key: Any) -> HttpResponse:
        self._only_handlers(request)
        return thread.view(request, site.each_context(request), key)

    def process(self, request: HttpRequest, key: Any) -> HttpResponse:
        self._only_handlers(request)
        return course.view(request, site.each_context(request), key)

    def step_figures(self, request: HttpRequest) -> HttpResponse:
        self._only_handlers(request)
        return step_figures.view(request, site.each_context(request))

    def issued(self, request: HttpRequest, key: Any) -> HttpResponse:
        self._only_handlers(request)
        return issued.view(request, site.each_context(request), key)

    def compose(self, request: HttpRequest, key: Any) -> HttpResponse:
        self._only_handlers(request)
        return composed.view(request, site.each_context(request), key)

    def composed(self, request: HttpRequest, key: Any) -> HttpResponse:
        self._only_handlers(request)
        return composed.preview(request, key)

    def printing(self, request: HttpRequest) -> HttpResponse:
        self._only_handlers(request)
        return printing.view(request, site.each_context(request))

    def printed(self, request: HttpRequest, key: Any) -> HttpResponseBase:
        self._only_handlers(request)
        return printing.result(request, key)

    def result(self, request: HttpRequest, key: Any) -> HttpResponse:
        self._only_handlers(request)
        return result.view(request, site.each_context(request), key)


@admin.register(NeededAssurance, site=site)
class NeededAssuranceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["procedure", "level"]
    autocomplete_fields = ["procedure"]
    list_select_related = ["procedure"]


@admin.register(ReturnCharge, site=site)
class ReturnChargeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What the post takes, by the day from which it holds; people are shown the row of today."""

    list_display = ["reach", "amount", "valid_from", "is_assumed", "basis"]
    list_filter = ["reach", "is_assumed"]
