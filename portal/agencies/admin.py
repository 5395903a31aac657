"""Agencies and posts at the desk, for system administrators."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, FormerState, Post
from portal.desk import site


class Media:
    js = ["js/name-autocompletes.js"]


class FormerStates(admin.TabularInline):  # type: ignore[type-arg]
    """What an agency was called, read by who may see the agency, written by reorganisations alone."""

    model = FormerState
    fk_name = "agency"
    extra = 0
    fields = readonly_fields = ("name", "code_2016", "code_2020", "parent", "until", "reorganisation")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Agency, site=site)
class AgencyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "kind", "level", "code_2016", "code_2020", "codes_assumed", "valid_to"]
    list_filter = ["kind", "level"]
    search_fields = ["name", "code_2016", "code_2020", "gso_code"]
    autocomplete_fields = ["parent"]
    inlines = [FormerStates]
    show_full_result_count = False
    Media = Media

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Who chooses an agency is offered those that exist today."""
        found, doubles = super().get_search_results(request, queryset, search_term)
        is_choice = request.path == reverse("admin:autocomplete")
        return (found.filter(pk__in=Agency.objects.existing().values("pk")) if is_choice else found), doubles


@admin.register(Post, site=site)
class PostAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["user", "role", "at", "title", "since", "until"]
    list_filter = ["role"]
    list_select_related = ["user", "agency"]
    search_fields = ["user__full_name", "user__username", "agency__name"]
    autocomplete_fields = ["user", "agency"]
    show_full_result_count = False
    Media = Media

    @admin.display(description=_("agency"), ordering="agency__sort_key")
    def at(self, post: Post) -> str:
        """The agency as plain text: a long name may wrap, which Django forbids to columns that are foreign keys."""
        return post.agency.name
