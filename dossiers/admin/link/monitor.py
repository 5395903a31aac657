"""How complete the link is: one page of figures, each of which opens its list."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dossiers.link import figures
from dossiers.models import LinkAlarm, NationalMessage
from portal.desk import site
from portal.national import standing

AGENCIES, EPISODES = 50, 5
HOUR, DAY = 60, 24 * 60


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
        "services": standing.standings(now),
        "kinds": [(kind, urlencode(kind.parameters)) for kind in standing.troubles(now)],
        "fastest": settings.NATIONAL.calls_a_second,
        "reads_log": request.user.has_perm("national.view_exchange"),
        "alarms": list(LinkAlarm.objects.open()),
        "episodes": _episodes(),
        "minutes": settings.LINK_ALARM_MINUTES,
    }
    return TemplateResponse(request, "admin/link/monitor.html", context)


def _for(since: datetime | None, now: datetime) -> str:
    """How long ago in words; empty where nothing waits."""
    return _lasting(now - since) if since else ""


def _lasting(span: timedelta) -> str:
    """In the largest whole unit: 5 minutes, 3 hours, 2 days."""
    minutes = max(int(span.total_seconds()) // 60, 1)
    if minutes < HOUR:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    if minutes < DAY:
        return ngettext("%(n)s hour", "%(n)s hours", minutes // HOUR) % {"n": minutes // HOUR}
    return ngettext("%(n)s day", "%(n)s days", minutes // DAY) % {"n": minutes // DAY}


def _episodes() -> list[dict[str, Any]]:
    """The last ones that are over, with how long they lasted."""
    over = LinkAlarm.objects.filter(ended_at__isnull=False)[:EPISODES]
    return [{"alarm": one, "lasted": _lasting(one.ended_at - one.began_at)} for one in over if one.ended_at]
