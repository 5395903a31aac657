"""Pages of the desk for whoever may see the rows of a model; nothing generic is shown or written."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from portal.accounts.models import User
from portal.read_only import ReadOnly

Page = Callable[..., HttpResponseBase]


def user_of(request: HttpRequest) -> User:
    """Who passed the door of the desk."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class SeenPages(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    def pages(self) -> Mapping[str, tuple[Page, str]]:
        """Address: (page, name)."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        names, view = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path(route, view(self._checked(page)), name=f"{names}_{name}")
            for route, (page, name) in self.pages().items()
        ]

    def _checked(self, page: Page) -> Page:
        @wraps(page)
        def checked(request: HttpRequest, **found: Any) -> HttpResponseBase:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return page(request, **found)

        return checked
