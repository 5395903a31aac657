"""What the stand-in's page asks and does, server to server."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from dossiers.rehearsal import acting, counters, worker

A_TURN = 30
View = Callable[[HttpRequest], HttpResponse]


def rehearsed(view: View) -> View:
    """404 unless demonstrating, and for browsers: pages of others must not press these buttons."""

    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO or "Origin" in request.headers or "Sec-Fetch-Site" in request.headers:
            raise Http404
        return view(request)

    return shown


@rehearsed
@require_safe
def figures(request: HttpRequest) -> JsonResponse:
    return JsonResponse(counters.counters() | {"dossiers": counters.ledger()})


@csrf_exempt
@rehearsed
@require_POST
def work_on(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"done": acting.work_on(A_TURN)})


@csrf_exempt
@rehearsed
@require_POST
def kill_worker(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"killed": worker.kill() > 0})
