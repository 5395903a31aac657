"""Procedures and their editions: drafts are worked on, published law is looked at."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.desk import site
from procedures import drafting, editions
from procedures.admin import builder, edition_pages
from procedures.admin.lines import LevelsField, LinesField, PairsField, StepsField
from procedures.models import (
    Case,
    Component,
    Edition,
    Exemption,
    Fee,
    Procedure,
    ProcessStep,
    Responsibility,
    TimeLimit,
)


class ToLookAt:
    """No adding, changing or deleting, whatever the post allows."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class EditionInline(ToLookAt, admin.TabularInline):  # type: ignore[type-arg]
    model = Edition
    fk_name = "procedure"
    fields = ("number", "state", "name", "published_at")
    show_change_link = True


@admin.register(Procedure, site=site)
class ProcedureAdmin(ToLookAt, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("code", "current", "is_used")
    list_filter = ("is_used",)
    search_fields = ("code", "current__name")
    list_select_related = ("current",)
    inlines = (EditionInline,)


class RowInline(admin.TabularInline):  # type: ignore[type-arg]
    """Rows of an edition: changed in a draft, looked at in a published one."""

    extra = 0

    def _may(self, request: HttpRequest, obj: Model | None) -> bool:
        return isinstance(obj, Edition) and obj.is_draft and request.user.has_perm("procedures.change_edition")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("procedures.view_edition")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, obj)

    has_change_permission = has_delete_permission = has_add_permission

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        """Siblings a row may point at are those of the same edition."""
        self.edition = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model in (Case, Fee):
            kwargs["queryset"] = db_field.related_model._default_manager.filter(edition=self.edition)
        if db_field.related_model is Agency:
            kwargs["queryset"] = Agency.objects.existing().exclude(kind=Agency.Kind.ONE_STOP)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CaseInline(RowInline):
    model = Case
    fields = ("number", "name")


class ComponentInline(RowInline):
    model = Component
    fields = (
        "number", "case", "name", "code", "originals", "copies", "form_name", "replaced_by_result",
        "is_required", "condition", "note",
    )  # fmt: skip


class TimeLimitInline(RowInline):
    model = TimeLimit
    fields = ("number", "case", "channel", "value", "unit", "after_three", "text")


class FeeInline(RowInline):
    model = Fee
    fields = (
        "number", "case", "channel", "kind", "name", "amount", "per", "rule", "quantity", "rule_values", "condition",
        "legal_basis", "valid_from", "valid_until", "text",
    )  # fmt: skip


class ExemptionInline(RowInline):
    model = Exemption
    fields = (
        "number", "fee", "group", "name", "percent", "condition", "ground", "evidence", "valid_from", "valid_until",
    )  # fmt: skip


class ResponsibilityInline(RowInline):
    model = Responsibility
    fields = ("part", "level", "agency")


class ProcessStepInline(RowInline):
    model = ProcessStep
    fields = ("number", "branch", "case", "name", "unit", "role", "hours")


class EditionForm(forms.ModelForm):  # type: ignore[type-arg]
    levels = LevelsField(label=_("levels"))
    audience = LinesField(label=_("who may ask"), help_text=_("one a line"))
    results = PairsField(first="code", label=_("results"), help_text=_("one a line: code | name"))
    legal_basis = PairsField(first="number", label=_("legal basis"), help_text=_("one a line: number | name"))
    handled_by = LinesField(label=_("handled by, as published"), help_text=_("one a line"))
    steps = StepsField(label=_("steps"), help_text=_("one a line; a line beginning with # names the case"))

    class Meta:
        model = Edition
        fields = (
            "name", "field", "levels", "audience", "requirements", "results", "legal_basis", "handled_by", "steps",
            "receiving_address", "decision", "online_level", "sets", "accepts_post", "pays_online",
        )  # fmt: skip


@admin.register(Edition, site=site)
class EditionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = EditionForm
    list_display = ("name", "number", "state", "field", "online_level", "published_at")
    list_filter = ("state", "online_level")
    search_fields = ("procedure__code", "name")
    list_select_related = ("field",)
    ordering = ("name_plain",)
    readonly_fields = ("procedure", "number", "state", "published_at", "ways")
    fieldsets = (
        (None, {"fields": ("procedure", "number", "state", "published_at", "ways")}),
        (_("The procedure"), {"fields": ("name", "field", "levels", "audience", "requirements", "results", "steps")}),
        (_("Law and agencies"), {"fields": ("legal_basis", "decision", "handled_by", "receiving_address")}),
        (_("Online"), {"fields": ("online_level", "sets", "accepts_post", "pays_online")}),
    )
    inlines = (
        CaseInline,
        ComponentInline,
        TimeLimitInline,
        FeeInline,
        ExemptionInline,
        ResponsibilityInline,
        ProcessStepInline,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).defer("record", "body_plain")

    def get_urls(self) -> list[URLPattern]:
        pages = edition_pages.addresses(self.admin_site)
        return [*pages, *builder.URLS, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    @admin.display(description=_("what to do"))
    def ways(self, edition: Edition) -> SafeString:
        return edition_pages.ways(edition)

    def save_model(self, request: HttpRequest, obj: Edition, form: Any, change: bool) -> None:
        obj.provenance = drafting.touch(obj).provenance
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        editions.reword(form.instance)
