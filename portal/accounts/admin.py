"""Accounts at the desk: who may sign in. Passwords are never shown; rights come from posts. Registered in
``portal/urls.py``: the desk stands above this room."""

from django.contrib import admin


class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["full_name", "username", "is_active", "joined_at"]
    list_filter = ["is_active"]
    search_fields = ["full_name", "username"]
    fields = ["username", "full_name", "email", "phone", "is_active"]
    show_full_result_count = False
