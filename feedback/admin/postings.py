"""Looks at what is posted at the counters: those who keep the catalogue write them down, leaders read their own."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from feedback.fields import NamesSelect
from feedback.models import PostingCheck
from portal.agencies.models import Agency
from portal.desk import site
from portal.templatetags.words import vietnamese

WRITTEN = ("agency", "on", "missing", "note")
SEEN = ("agency_name", "on", "missing", "said", "by_name")


@admin.register(PostingCheck, site=site)
class PostingCheckAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What was seen stays as it was seen; a new look corrects it."""

    list_display = ("agency_name", "on", "missing", "by_name")
    list_select_related = ("agency", "by")
    search_fields = ("agency__name",)
    list_filter = ("on",)

    def get_fields(self, request: HttpRequest, obj: PostingCheck | None = None) -> tuple[str, ...]:
        return SEEN if obj else WRITTEN

    def get_readonly_fields(self, request: HttpRequest, obj: PostingCheck | None = None) -> tuple[str, ...]:
        return SEEN if obj else ()

    @admin.display(description=_("agency"), ordering="agency__sort_key")
    def agency_name(self, look: PostingCheck) -> str:
        return vietnamese(look.agency)

    @admin.display(description=_("which ones"))
    def said(self, look: PostingCheck) -> str:
        return vietnamese(look.note)

    @admin.display(description=_("by"), ordering="by__full_name")
    def by_name(self, look: PostingCheck) -> str:
        return vietnamese(look.by)

    def get_queryset(self, request: HttpRequest) -> QuerySet[PostingCheck]:
        return PostingCheck.objects.visible_to(request.user)  # type: ignore[arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Agencies that decide procedures; their counters and rooms have none of their own."""
        if db_field.name == "agency":
            kwargs["widget"] = NamesSelect
            kwargs["queryset"] = Agency.objects.exclude(kind=Agency.Kind.ONE_STOP).order_by("sort_key")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: PostingCheck, form: Any, change: Any) -> None:
        obj.by = request.user  # type: ignore[assignment]
        obj.save(force_insert=True)
