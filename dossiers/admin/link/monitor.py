"""How complete the link is: one page of figures, each of which opens its list."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.link import figures
from dossiers.models import LinkAlarm, NationalMessage
from portal.desk import site

AGENCIES, EPISODES = 50, 5


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = Paginator(figures.lines(), AGENCIES).get_page(request.GET.get("trang"))
    context = {
        **site.each_context(request),
        "title": _("National link"),
        "whole": figures.whole(),
        "waiting": figures.waiting(),
        "free_since": _for(figures.oldest(figures.free()), now),
        "parked_since": _for(figures.oldest(NationalMessage.objects.parked()), now),
        "minute": figures.sent_within(timedelta(minutes=1), now),
        "hour": figures.sent_within(timedelta(hours=1), now),
        "troubles": figures.troubles(),
        "page": page,
        "alarms": list(LinkAlarm.objects.open()),
        "episodes": _episodes(),
        "minutes": settings.LINK_ALARM_MINUTES,
    }
    return TemplateResponse(request, "admin/link/monitor.html", context)


def _for(since: datetime | None, now: datetime) -> str:
    """How long ago in words; empty where nothing waits."""
    return timesince(since, now, depth=1) if since else ""


def _episodes() -> list[dict[str, Any]]:
    """The last ones that are over, with how long they lasted."""
    over = LinkAlarm.objects.filter(ended_at__isnull=False)[:EPISODES]
    return [{"alarm": one, "lasted": timesince(one.began_at, one.ended_at, depth=2)} for one in over]
