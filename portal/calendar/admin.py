"""Administrators keep the calendar by hand: it is the authority (D12). Registered in ``portal/urls.py``, which hands in
what is to follow a change."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.calendar.models import WorkDay, WorkingHours

SUMMED_UP = 3
"""So many days are named one by one; more are counted."""


class CalendarAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Whatever changes is followed by ``changed`` in the same transaction, with the reason in Vietnamese words: they
    stand in the history of the dossiers whose date it moves."""

    changed: Callable[[Any, str], Any]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self.changed(request.user, f"Lịch làm việc thay đổi: {_said(obj)}")

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        said = _said(obj)
        super().delete_model(request, obj)
        self.changed(request.user, f"Lịch làm việc thay đổi: bỏ {said}")

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        gone = [_said(one) for one in queryset]
        super().delete_queryset(request, queryset)
        said = "; ".join(gone) if len(gone) <= SUMMED_UP else f"{len(gone)} mục"
        self.changed(request.user, f"Lịch làm việc thay đổi: bỏ {said}")


def _said(row: WorkDay | WorkingHours) -> str:
    if isinstance(row, WorkingHours):
        return "giờ làm việc"
    kind = "ngày nghỉ" if row.kind == WorkDay.Kind.HOLIDAY else "ngày làm bù"
    return f"{kind} {row.date:%d/%m/%Y} ({row.name})"


class WorkDayAdmin(CalendarAdmin):
    list_display = ("date", "kind", "name", "is_proposed", "source")
    list_filter = ("kind", "is_proposed")
    search_fields = ("name",)
    ordering = ("-date",)


class WorkingHoursAdmin(CalendarAdmin):
    list_display = ("weekday", "starts_at", "ends_at", "valid_from", "valid_to")
    list_filter = ("weekday",)
