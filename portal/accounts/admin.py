"""Accounts at the desk: who may sign in. Passwords are never shown; rights come from posts."""

from django.contrib import admin

from portal.accounts.models import User
from portal.desk import site


@admin.register(User, site=site)
class UserAdmin(admin.ModelAdmin[User]):
    list_display = ["full_name", "username", "is_active", "joined_at"]
    list_filter = ["is_active"]
    search_fields = ["full_name", "username"]
    fields = ["username", "full_name", "email", "phone", "is_active"]
    show_full_result_count = False
