"""Figures for everybody: the short form, without rows and without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from reports import facts, public
from reports.views.asking import BATCHES, DayForm, said
from reports.views.report import drawn


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    form = DayForm(said(request, ngay=timezone.localdate().isoformat()))
    context: dict[str, object] = {"form": form, "small": public.SMALL}
    if form.is_valid():
        facts.catch_up(BATCHES)
        face = public.face(form.cleaned_data["ngay"])
        context |= {"face": face, "figures": face.figures} | drawn(face.months)
    response = render(request, "reports/public.html", context)
    patch_cache_control(response, private=True, max_age=public.MINUTE)
    return response
