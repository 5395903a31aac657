"""Officers' scores at the desk: one's own, and for leaders those of their officers; what was published and what a
recount says."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from feedback.admin.seen import Page, SeenPages, user_of
from feedback.models import ScorePublication, ScoreSheet
from feedback.scores import explained, publishing
from feedback.scores.quarters import read
from portal.desk import site

RECOUNT = "doi-chieu"


@admin.register(ScoreSheet, site=site)
class ScoreSheetAdmin(SeenPages):
    def pages(self) -> dict[str, tuple[Page, str]]:
        return {"": (page, "changelist")}


def page(request: HttpRequest) -> HttpResponse:
    publications = list(ScorePublication.objects.all())
    wanted = request.GET.get("ky", "")
    shown = next((one for one in publications if one.period == wanted), publications[0] if publications else None)
    context = site.each_context(request) | {
        "title": _("Scores by Circular 01/2018"),
        "periods": [
            (one.period, explained.period_name(period)) for one in publications if (period := read(one.period))
        ],
        "shown": shown,
        "sheets": _sheets(request, shown) if shown else [],
        "recounted": _recounted(shown) if shown and RECOUNT in request.GET and _leads(request) else None,
        "may_recount": _leads(request),
    }
    return TemplateResponse(request, "admin/feedback/scores.html", context)


def _sheets(request: HttpRequest, shown: ScorePublication) -> list[tuple[ScoreSheet, list[explained.Line], object]]:
    reached = ScoreSheet.objects.visible_to(user_of(request)).filter(publication=shown)
    found = reached.select_related("agency", "officer").order_by("agency", "-total", "officer__full_name")
    return [(one, explained.lines(one), explained.GRADES[one.grade]) for one in found]


def _recounted(shown: ScorePublication) -> list[publishing.Difference]:
    period = read(shown.period)
    return publishing.differences(shown, period) if period else []


def _leads(request: HttpRequest) -> bool:
    return request.user.has_perm("feedback.view_remark")
