"""An official has the files of the national portal fetched once more."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dossiers.admin import page, travel
from dossiers.inward.fetching import fetch_again
from dossiers.inward.tasks import fetch_files
from portal.desk import site
from portal.wake import wake_once_a_second


def urls(only_handlers: Any) -> list[URLPattern]:
    @require_POST
    def again(request: HttpRequest, key: UUID) -> HttpResponse:
        only_handlers(request)
        return view(request, key)

    return [path("<uuid:key>/lay-tep/", site.admin_view(again), name="dossiers_dossier_fetch")]


def view(request: HttpRequest, key: UUID) -> HttpResponse:
    """Safe to repeat: what is on its way is left alone."""
    dossier = page.find(request, key)
    if fetch_again(dossier):
        wake_once_a_second(fetch_files)
        messages.info(request, _("The files are being fetched. They appear under “Papers” when they are here."))
    address = reverse("admin:dossiers_dossier_page", args=[dossier.uuid])
    return redirect(f"{address}{travel.kept(request)}#giay-to")
