"""Fields of administration: only who is in charge of one is the province's to say."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.agencies.models import Agency
from portal.desk import site
from procedures.models import Field


@admin.register(Field, site=site)
class FieldAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "code", "department")
    search_fields = ("name", "code")
    readonly_fields = ("code", "name")
    list_select_related = ("department",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Departments and vertical agencies only: communes are in charge of no field."""
        if db_field.name == "department":
            kwargs["queryset"] = Agency.objects.existing().filter(
                kind__in=[Agency.Kind.DEPARTMENT, Agency.Kind.VERTICAL]
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
