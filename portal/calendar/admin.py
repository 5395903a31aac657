"""Administrators keep the calendar by hand: it is the authority (D12)."""

from django.contrib import admin

from portal.calendar.models import WorkDay, WorkingHours
from portal.desk import site


@admin.register(WorkDay, site=site)
class WorkDayAdmin(admin.ModelAdmin[WorkDay]):
    list_display = ["date", "kind", "name", "is_proposed", "source"]
    list_filter = ["kind", "is_proposed"]
    search_fields = ["name"]
    ordering = ["-date"]


@admin.register(WorkingHours, site=site)
class WorkingHoursAdmin(admin.ModelAdmin[WorkingHours]):
    list_display = ["weekday", "starts_at", "ends_at", "valid_from", "valid_to"]
    list_filter = ["weekday"]
