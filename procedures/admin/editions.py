"""Procedures and their editions: to look at. What is law comes from the nation by refresh."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from portal.desk import site
from procedures.models import Case, Component, Edition, Fee, Procedure, TimeLimit


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


class CaseInline(ToLookAt, admin.TabularInline):  # type: ignore[type-arg]
    model = Case


class ComponentInline(ToLookAt, admin.TabularInline):  # type: ignore[type-arg]
    model = Component


class TimeLimitInline(ToLookAt, admin.TabularInline):  # type: ignore[type-arg]
    model = TimeLimit


class FeeInline(ToLookAt, admin.TabularInline):  # type: ignore[type-arg]
    model = Fee


@admin.register(Edition, site=site)
class EditionAdmin(ToLookAt, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "number", "state", "field", "published_at")
    list_filter = ("state",)
    search_fields = ("procedure__code", "name")
    list_select_related = ("field",)
    ordering = ("name_plain",)
    fields = (
        "procedure",
        "number",
        "state",
        "name",
        "field",
        "levels",
        "online_level",
        "decision",
        "requirements",
        "receiving_address",
        "published_at",
        "provenance",
    )
    inlines = (
        CaseInline,
        ComponentInline,
        TimeLimitInline,
        FeeInline,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).defer("record", "steps", "body_plain")
