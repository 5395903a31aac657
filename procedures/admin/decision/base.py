"""What all pages of one decision share: who may come in, the head with its tabs, the term."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.calendar.current import work_calendar
from portal.calendar.week import CalendarNotPublished, OfficeHoursUnknown, WorkCalendar
from portal.desk import site
from portal.templatetags.words import moment
from procedures import publishing, terms
from procedures.models import Decision

View = Callable[..., HttpResponse]
NAME = "admin:procedures_decision"
TABS: dict[str, tuple[str | Promise, str]] = {
    "overview": (gettext_lazy("Overview"), "change"),
    "find": (gettext_lazy("Add a procedure"), "find"),
    "details": (gettext_lazy("The decision itself"), "details"),
    "publish": (gettext_lazy("Check and publish"), "publish"),
}
OF_OPEN = {"find", "publish"}

TERM_WORDS = {
    "done": gettext_lazy("entered in time"),
    "late": gettext_lazy("entered late"),
    "open": gettext_lazy("to be entered by"),
    "near": gettext_lazy("last day to enter it"),
    "overdue": gettext_lazy("overdue since"),
}
TERM_TONES = {"done": "good", "late": "late", "open": "quiet", "near": "near", "overdue": "overdue"}


def address(decision: Decision, page: str = "change", *parts: Any) -> str:
    return reverse(f"{NAME}_{page}", args=[decision.pk, *parts])


def decisions_page(view: View) -> View:
    """For who may see decisions; 404 where there is no such one."""

    @wraps(view)
    def page(request: HttpRequest, decision: int, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("procedures.view_decision"):
            raise PermissionDenied
        found = Decision.objects.select_related("file", "published_by")
        return view(request, get_object_or_404(found, pk=decision), **kwargs)

    return site.admin_view(page)


def open_page(view: View) -> View:
    """For pages that change what a decision names: once published it stays."""

    @wraps(view)
    def page(request: HttpRequest, decision: Decision, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("procedures.change_decision"):
            raise PermissionDenied
        try:
            if not decision.is_open:
                raise publishing.AlreadyPublished
            return view(request, decision, **kwargs)
        except publishing.AlreadyPublished as refusal:
            messages.error(request, str(refusal.message))
            return redirect(address(decision))

    return decisions_page(page)


def shown(request: HttpRequest, template: str, decision: Decision, *, tab: str, **context: Any) -> HttpResponse:
    tabs = [
        (words, address(decision, page), key == tab)
        for key, (words, page) in TABS.items()
        if decision.is_open or key not in OF_OPEN
    ]
    may_change = decision.is_open and request.user.has_perm("procedures.change_decision")
    own = {"decision": decision, "tabs": tabs, "tab": tab, "may_change": may_change, "term": term(decision)}
    common = site.each_context(request) | own | {"opts": Decision._meta}
    return TemplateResponse(request, f"admin/procedures/decision/{template}.html", common | context)


def term(decision: Decision) -> SafeString:
    """By when it must stand in the national database, and how that stands."""
    return term_by(work_calendar(), decision)


def term_by(calendar: WorkCalendar, decision: Decision) -> SafeString:
    """The same for lists, which read the calendar once."""
    try:
        found = terms.entry(decision, calendar, timezone.now())
    except (CalendarNotPublished, OfficeHoursUnknown):
        return format_html('<span class="soft">{}</span>', _("cannot be counted: the working calendar ends before"))
    words = f"{TERM_WORDS[found.state]} {moment(found.due_at) if found.state not in ('done', 'late') else ''}"
    return format_html('<span class="due due--{}">{}</span>', TERM_TONES[found.state], words.strip())


def state_words(decision: Decision) -> str:
    """The state, with the day it waits for."""
    if decision.state == Decision.State.SCHEDULED and decision.publish_on:
        return _("waits for %(day)s") % {"day": f"{decision.publish_on:%d/%m/%Y}"}
    return decision.get_state_display()
