"""Ratings at the desk of leaders: counts of at least five, what was said in words, and the tasks it opened."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dossiers.act import Act
from feedback.admin.seen import Page, SeenPages, user_of
from feedback.models import Remark, RemarkQuerySet, Stage
from feedback.pressing import pressed
from feedback.ratings import counts, remarks
from feedback.ratings.forms import AnswerForm
from feedback.ratings.shares import last_told
from portal.agencies.models import Agency, Role
from portal.desk import site

PAGE, CONFLICT = 30, 409
OPEN, ALL = "", "tat-ca"


@admin.register(Remark, site=site)
class RemarkAdmin(SeenPages):
    def pages(self) -> dict[str, tuple[Page, str]]:
        return {"": (listed, "changelist"), "<uuid:key>/": (page, "page")}


def listed(request: HttpRequest) -> HttpResponse:
    """Tasks with what is due first on top, or all that was said; beside it how the agency is judged."""
    reached, ours = _reached(request), _agencies(request)
    which = ALL if request.GET.get("xem") == ALL else OPEN
    rows = reached.open().order_by("due_at", "uuid") if which == OPEN else reached
    context = site.each_context(request) | {
        "title": _("What raters say"),
        "which": which,
        "open": reached.open().count(),
        "page": Paginator(rows.select_related("agency"), PAGE).get_page(request.GET.get("trang")),
        "agencies": [_judged(agency) for agency in ours],
        "until": last_told(),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "admin/feedback/remarks.html", context)


def _judged(agency: Agency) -> dict[str, object]:
    told = counts.told().filter(agency=agency)
    stages = [(stage.label, counts.questions(told, stage)) for stage in Stage]
    return {
        "agency": agency,
        "standing": counts.by_agency().get(agency.pk),
        "stages": [(label, asked) for label, asked in stages if asked],
    }


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    remark = get_object_or_404(_reached(request).select_related("agency", "dossier", "answered_by"), pk=key)
    form = AnswerForm(request.POST or None)
    if request.method != "POST":
        return _page(request, remark, form)

    def answer(values: dict[str, Any]) -> None:
        remarks.answer(remark, Act(user_of(request), values=values))
        messages.success(request, _("Answered: the rater reads it by the link of the rating."))

    return pressed(request, remark, form, answer, partial(_page, request, remark, form))


def _page(request: HttpRequest, remark: Remark, form: AnswerForm, status: int = 200) -> HttpResponse:
    may = remark.answered_at is None and remarks.may_answer(remark, Act(user_of(request)))
    context = site.each_context(request) | {
        "title": capfirst(str(remark)), "remark": remark, "form": form, "may_answer": may, "now": timezone.now(),
    }  # fmt: skip
    return TemplateResponse(request, "admin/feedback/remark.html", context, status=status)


def _agencies(request: HttpRequest) -> QuerySet[Agency]:
    """Those that the person leads. Raises ``PermissionDenied`` where there is none."""
    led = user_of(request).posts.current().filter(role=Role.LEADER).agencies()
    if not led.exists():
        raise PermissionDenied
    return led


def _reached(request: HttpRequest) -> RemarkQuerySet:
    _agencies(request)
    return Remark.objects.visible_to(user_of(request))
