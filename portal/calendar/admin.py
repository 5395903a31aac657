"""Administrators keep the calendar by hand: it is the authority (D12). Registered in ``portal/urls.py``."""

from django.contrib import admin


class WorkDayAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("date", "kind", "name", "is_proposed", "source")
    list_filter = ("kind", "is_proposed")
    search_fields = ("name",)
    ordering = ("-date",)


class WorkingHoursAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("weekday", "starts_at", "ends_at", "valid_from", "valid_to")
    list_filter = ("weekday",)
