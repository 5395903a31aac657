"""Agencies and posts at the desk, for system administrators."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, Post
from portal.desk import site


class Media:
    js = ["js/name-autocompletes.js"]


@admin.register(Agency, site=site)
class AgencyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "kind", "level", "code_2016", "code_2020", "codes_assumed"]
    list_filter = ["kind", "level"]
    search_fields = ["name", "code_2016", "code_2020", "gso_code"]
    autocomplete_fields = ["parent"]
    show_full_result_count = False
    Media = Media


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
