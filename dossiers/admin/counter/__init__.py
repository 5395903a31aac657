"""The pages of the counter at the desk."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from dossiers.admin.counter import choose, collect, guidance, hand_over, intake, outage
from dossiers.admin.counter.access import only_handlers
from portal.desk import site


def _page(view: Callable[..., HttpResponse]) -> Any:
    """Within the desk: signed in with the second factor, by a post that handles dossiers."""

    def inside(request: HttpRequest, **asked: Any) -> HttpResponse:
        return only_handlers(view)(request, site.each_context(request), **asked)

    return site.admin_view(inside)


def urls() -> list[URLPattern]:
    return [
        path("tiep-nhan/", _page(choose.view), name="dossiers_counter_choose"),
        path("tiep-nhan/<str:code>/", _page(intake.view), name="dossiers_counter_intake"),
        path("huong-dan/", _page(guidance.listed), name="dossiers_counter_guidance"),
        path("huong-dan/<uuid:slip>/phieu/", _page(guidance.slip), name="dossiers_counter_guidance_slip"),
        path("ban-giao/", _page(hand_over.listed), name="dossiers_counter_slips"),
        path("ban-giao/<uuid:slip>/", _page(hand_over.one), name="dossiers_counter_slip"),
        path("ban-giao/<uuid:slip>/phieu/", _page(hand_over.printed), name="dossiers_counter_slip_paper"),
        path("<uuid:key>/ban-giao/", _page(hand_over.of_dossier), name="dossiers_counter_slip_for"),
        path("su-co/", _page(outage.listed), name="dossiers_counter_outages"),
        path("su-co/<uuid:outage>/", _page(outage.one), name="dossiers_counter_outage"),
        path("tra-tai-quay/", _page(collect.find), name="dossiers_counter_find"),
        path("<uuid:key>/tra-tai-quay/", _page(collect.one), name="dossiers_counter_collect"),
        path("<uuid:key>/giay-bien-nhan/", _page(collect.printed), name="dossiers_counter_collection_paper"),
    ]
