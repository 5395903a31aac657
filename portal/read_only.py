"""What the desk shows and nothing generic writes."""

from typing import Any

from django.http import HttpRequest


class ReadOnly:
    """Before ``ModelAdmin``: rows are neither added, changed nor deleted there; verbs or the database write them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
