"""Biểu 06a (by field) and 06b (by agency) for a period of the law, or for days somebody chooses."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dossiers.documents.views import printed
from portal import jobs, once, sheets
from portal.desk import site
from reports import exports, papers, workbooks
from reports.tasks import make_files
from reports.views.asking import at_desk, ordering_at_desk
from reports.views.wanted import Wanted


@at_desk
def page(request: HttpRequest) -> HttpResponse:
    wanted = Wanted(request)
    context: dict[str, Any] = site.each_context(request) | {
        "title": _("Form 06: dossiers received and resolved"),
        "ask": wanted.ask,
        "wanted": wanted,
    }
    if wanted.is_valid:
        context |= {"made": wanted.form, "parameters": urlencode(wanted.parameters), "today": timezone.localdate()}
        context["is_long"] = _is_long(wanted)
    return TemplateResponse(request, "admin/reports/form06.html", context)


def _is_long(wanted: Wanted) -> bool:
    """Longer than one request can print."""
    return len(wanted.form.lines) > settings.REPORT_LINES_AT_ONCE


@ordering_at_desk
def paper(request: HttpRequest) -> HttpResponse:
    """A long one is ordered by a post; who asks for it otherwise is led to where that is done."""
    wanted = _valid(request)
    if request.method == "POST":
        return once.answer_once(request, lambda: _order(request, wanted))
    if _is_long(wanted):
        return redirect(f"{reverse('form06')}?{urlencode(wanted.parameters)}")
    facts = wanted.facts
    return printed(lambda sheet: papers.form06_page(facts, sheet), wanted.name)


def _order(request: HttpRequest, wanted: Wanted) -> str:
    by: Any = request.user
    job = jobs.start(exports.FORM06, make_files, by=by, query=wanted.parameters)
    return reverse("admin:portal_job_page", args=[job.uuid])


@at_desk
def workbook(request: HttpRequest) -> HttpResponse:
    wanted = _valid(request)
    return sheets.attached(workbooks.form06(wanted.facts), f"{wanted.name}.xlsx")


def _valid(request: HttpRequest) -> Wanted:
    """404 for a file of what the page itself would refuse."""
    wanted = Wanted(request)
    if not wanted.is_valid:
        raise Http404
    return wanted
