"""Procedures and their editions: lists to find them; each edition has a workspace of its own."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.agencies.models import Level
from portal.desk import site
from portal.templatetags.components import tag
from portal.templatetags.words import vietnamese
from portal.vietnamese import findable
from procedures import presentation
from procedures.admin import builder, edition, procedure
from procedures.admin.edition import overview
from procedures.models import READ_SELDOM, Edition, Procedure

SELDOM = (*READ_SELDOM, "form", "audience", "results", "name_vector", "body_vector")
"""Columns of an edition that no list shows."""


class ToLookAt:
    """No adding, changing or deleting, whatever the post allows."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ByLevel(admin.SimpleListFilter):
    """Which level of administration handles it."""

    title = gettext_lazy("level")
    parameter_name = "cap"
    column = "levels"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [(str(level), str(label)) for level, label in Level.choices]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value()
        if chosen not in {str(level) for level in Level.values}:
            return queryset
        return queryset.filter(**{f"{self.column}__contains": [int(chosen)]})


class ByLevelInForce(ByLevel):
    column = "current__levels"


class ByDraft(admin.SimpleListFilter):
    title = gettext_lazy("drafts in work")
    parameter_name = "nhap"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("co", _("a draft is in work"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Procedure]) -> QuerySet[Procedure]:
        return queryset.filter(editions__state=Edition.State.DRAFT) if self.value() == "co" else queryset


def state_tag(edition: Edition) -> SafeString:
    return tag("asking" if edition.is_draft else "done", edition.get_state_display())


@admin.register(Procedure, site=site)
class ProcedureAdmin(ToLookAt, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("code", "title", "levels", "field", "used", "draft")
    list_display_links = ("code", "title")
    list_filter = ("is_used", ByDraft, ByLevelInForce)
    search_fields = ("current__name_plain",)
    search_help_text = gettext_lazy("Name, with or without marks, or code")
    list_select_related = ("current__field",)
    list_per_page = 50
    show_full_result_count = False
    empty_text = gettext_lazy("Procedures come from the national database, by import, or with a draft edition.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Procedure]:
        """With the draft in work; found by its words where nothing is in force yet."""
        found: Any = super().get_queryset(request)
        return found.with_draft().defer(*(f"current__{name}" for name in SELDOM))  # type: ignore[no-any-return]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset.matching(search_term), False

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        return procedure.view(request, pk=key_of(object_id))

    @admin.display(description=gettext_lazy("name in force"), ordering="found_by")
    def title(self, row: Procedure) -> SafeString:
        return vietnamese(row.current.name) if row.current else format_html("<em>{}</em>", _("never in force yet"))

    @admin.display(description=gettext_lazy("level"))
    def levels(self, row: Procedure) -> str:
        return ", ".join(presentation.level_names(row.current)) if row.current else "–"

    @admin.display(description=gettext_lazy("field"), ordering="current__field__sort_key")
    def field(self, row: Procedure) -> SafeString | str:
        return vietnamese(row.current.field.name) if row.current else "–"

    @admin.display(description=gettext_lazy("in use"), ordering="is_used")
    def used(self, row: Procedure) -> SafeString:
        if row.current is None:
            return tag("asking", _("never in force yet"))
        return tag("done", _("in use")) if row.is_used else tag("stopped", _("not in use"))

    @admin.display(description=gettext_lazy("draft"), ordering="draft")
    def draft(self, row: Any) -> SafeString | str:
        if row.draft is None:
            return "–"
        at = reverse("admin:procedures_edition_change", args=[row.draft])
        return format_html('<a class="govuk-link" href="{}">{}</a>', at, _("open the draft"))


@admin.register(Edition, site=site)
class EditionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("code", "title", "shown_number", "shown_state", "in_field", "shown_level", "published_on")
    list_display_links = ("code", "title")
    list_filter = ("state", "online_level", ByLevel)
    search_fields = ("name_plain",)
    search_help_text = gettext_lazy("Name, with or without marks, or code")
    list_select_related = ("procedure", "field")
    list_per_page = 50
    show_full_result_count = False
    ordering = ("name_plain",)
    empty_text = gettext_lazy("A draft begins on the page of the edition in force: “Make a draft from it”.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).defer(*SELDOM)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        words = findable(search_term).split()[:12]
        return queryset.filter(*(Q(name_plain__contains=word) for word in words)), False

    def get_urls(self) -> list[URLPattern]:
        return [*edition.URLS, *builder.URLS, *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        return overview.view(request, edition=key_of(object_id))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("code"), ordering="procedure__code")
    def code(self, row: Edition) -> str:
        return row.procedure.code

    @admin.display(description=gettext_lazy("name"), ordering="name_plain")
    def title(self, row: Edition) -> SafeString:
        return vietnamese(row.name)

    @admin.display(description=gettext_lazy("edition"), ordering="number")
    def shown_number(self, row: Edition) -> int:
        return row.number

    @admin.display(description=gettext_lazy("online"), ordering="online_level")
    def shown_level(self, row: Edition) -> int:
        return row.online_level

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, row: Edition) -> SafeString:
        return state_tag(row)

    @admin.display(description=gettext_lazy("field"), ordering="field__sort_key")
    def in_field(self, row: Edition) -> SafeString:
        return vietnamese(row.field.name)

    @admin.display(description=gettext_lazy("in force since"), ordering="published_at")
    def published_on(self, row: Edition) -> str:
        return date_format(localtime(row.published_at), "SHORT_DATE_FORMAT") if row.published_at else "–"


def key_of(object_id: str) -> int:
    """The key in an address; 404 for what cannot be one."""
    if not (object_id.isascii() and object_id.isdigit() and len(object_id) < 12):
        raise Http404
    return int(object_id)
