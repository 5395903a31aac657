"""The addresses of deadlines at the desk, under those of dossiers."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from dossiers.admin.terms import lists, page, reminders
from portal.desk import site

Check = Callable[[HttpRequest], None]


def urls(check: Check) -> list[URLPattern]:
    """``check`` refuses whose posts handle no dossiers."""
    pages: tuple[tuple[str, Callable[..., HttpResponse], str], ...] = (
        ("<uuid:key>/thoi-han/", page.view, "dossiers_dossier_terms"),
        ("thoi-han/", lists.view, "dossiers_terms"),
        ("don-doc/", reminders.listed, "dossiers_reminders"),
        ("don-doc/moi/", reminders.write, "dossiers_reminder_new"),
        ("don-doc/<int:pk>/", reminders.one, "dossiers_reminder"),
        ("don-doc/<int:pk>/phieu/", reminders.slip, "dossiers_reminder_slip"),
    )
    return [path(route, site.admin_view(_checked(view, check)), name=name) for route, view, name in pages]


def _checked(view: Callable[..., HttpResponse], check: Check) -> Callable[..., HttpResponse]:
    def checked(request: HttpRequest, **rest: Any) -> HttpResponse:
        check(request)
        return view(request, site.each_context(request), **rest)

    return checked
