"""Agencies and posts at the desk, for system administrators."""

from django.contrib import admin

from portal.agencies.models import Agency, Post
from portal.desk import site


@admin.register(Agency, site=site)
class AgencyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "kind", "level", "code_2016", "code_2020", "codes_assumed"]
    list_filter = ["kind", "level"]
    search_fields = ["name", "code_2016", "code_2020", "gso_code"]
    autocomplete_fields = ["parent"]
    show_full_result_count = False


@admin.register(Post, site=site)
class PostAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["user", "role", "agency", "title", "since", "until"]
    list_filter = ["role"]
    list_select_related = ["user", "agency"]
    search_fields = ["user__full_name", "user__username", "agency__name"]
    autocomplete_fields = ["user", "agency"]
    show_full_result_count = False
