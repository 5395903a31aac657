"""One procedure: its page, and the list of what to bring, to print."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import segno
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from portal.calendar.current import work_calendar
from procedures import generation, page_parts, presentation, structured
from procedures.at_a_glance import glance, glance_and_end
from procedures.choice import ChoiceForm, said_in
from procedures.models import PlanEntry, Procedure
from procedures.public_page import Drawing, answer
from procedures.search import log
from procedures.sheet import Sheet, load


def _listed(code: str) -> Procedure:
    """Raises ``Http404``: unknown, or never published."""
    procedure: Procedure = get_object_or_404(Procedure.objects.only("code", "is_used", "current_id"), code=code)
    if procedure.current_id is None:
        raise Http404
    return procedure


def _sheet(procedure: Procedure, state: str) -> Sheet:
    pk = procedure.current_id
    assert pk is not None  # noqa: S101  (``_listed`` has made sure)
    return generation.kept(("sheet", pk), lambda: load(pk), state=state)


@require_GET
def procedure_page(request: HttpRequest, code: str) -> HttpResponseBase:
    """Everything the record holds, for the reader's case. A code with the suffix of its publishing body leads to the
    short one (A4)."""
    short = presentation.short_code(code)
    if short != code:
        return redirect("procedure", code=short, permanent=True)
    log.note_opened(request.GET.get("tu", ""))
    said, state = said_in(request.GET), generation.current()
    return answer(request, ("procedure", code), lambda: _procedure(code, said, state), said=said, state=state)


def _procedure(code: str, said: Mapping[str, str], state: str) -> Drawing:
    """The first line depends on the minute; the rest is kept for as long as the day and the catalogue."""
    procedure, now = _listed(code), timezone.now()
    sheet = _sheet(procedure, state)
    form = ChoiceForm(said, sheet, timezone.localdate(now))
    key = ("body", code, tuple(said.items()), get_language(), timezone.localdate(now))
    whole = generation.kept(key, lambda: _rendered(procedure, sheet, form), state=state)
    context = {**whole, "query": urlencode(said)}
    if not procedure.is_used:
        return Drawing("procedures/procedure.html", context)
    shown, until = glance_and_end(sheet, form.choice(), now, work_calendar())
    return Drawing("procedures/procedure.html", {**context, "glance": shown}, until)


def _rendered(procedure: Procedure, sheet: Sheet, form: ChoiceForm) -> dict[str, Any]:
    """What of the page does not depend on the hour or on who looks."""
    parts = page_parts.parts(procedure, sheet, form)
    return {
        "code": procedure.code,
        "name": sheet.edition.name,
        "refusal": parts["refusal"],
        "level": _level(procedure),
        "satisfaction": _satisfaction(procedure),
        "is_integrated": PlanEntry.objects.integrated().filter(procedure=procedure).exists(),
        "head": render_to_string("procedures/_head.html", parts),
        "title": render_to_string("procedures/_title.html", parts),
        "body": render_to_string("procedures/_body.html", parts),
    }


def _level(procedure: Procedure) -> int | None:
    """Of the national account that filing asks for, where it is not the lowest; decided in an upper room."""
    return Procedure.objects.filter(pk=procedure.pk).values_list("needed_assurance__level", flat=True).first()


def _satisfaction(procedure: Procedure) -> Mapping[str, Any] | None:
    """How people judge it, counted in an upper room; nothing of fewer than five raters."""
    told = Procedure.objects.filter(pk=procedure.pk, satisfaction__isnull=False)
    return told.values(
        raters=F("satisfaction__raters"), satisfied=F("satisfaction__satisfied"), in_time=F("satisfaction__in_time"),
        in_time_of_field=F("satisfaction__in_time_of_field"),
    ).first()  # fmt: skip


@require_GET
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    """What to bring, on one sheet of paper, for the same choice as the page."""
    procedure = _listed(code)
    said, now = said_in(request.GET), timezone.now()
    sheet = _sheet(procedure, generation.current())
    form = ChoiceForm(said, sheet, timezone.localdate(now))
    choice = form.choice()
    context = {
        **page_parts.parts(procedure, sheet, form),
        "glance": glance(sheet, choice, now, work_calendar()) if procedure.is_used else None,
        "qr": _qr(structured.address(code)),
        "back": f"{reverse('procedure', args=[code])}?{urlencode(said)}".rstrip("?"),
        "printed_at": now,
    }
    return render(request, "procedures/checklist.html", context)


def _qr(address: str) -> SafeString:
    return mark_safe(segno.make(address, error="m").svg_inline(border=1, omitsize=True))  # noqa: S308  (drawn by us)
