"""One procedure: its page, and the list of what to bring, to print."""

from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from portal.calendar.current import work_calendar
from procedures import generation, page_parts, presentation, structured
from procedures.at_a_glance import glance
from procedures.choice import ChoiceForm
from procedures.models import Procedure
from procedures.search import log
from procedures.sheet import Sheet, load


def _listed(code: str) -> Procedure:
    """Raises ``Http404``: unknown, or never published."""
    procedure: Procedure = get_object_or_404(Procedure.objects.only("code", "is_used", "current_id"), code=code)
    if procedure.current_id is None:
        raise Http404
    return procedure


def _sheet(procedure: Procedure, generation_: int) -> Sheet:
    pk = procedure.current_id
    assert pk is not None  # noqa: S101  (``_listed`` has made sure)
    return generation.kept(("sheet", pk), lambda: load(pk), generation=generation_)


@require_GET
def procedure_page(request: HttpRequest, code: str) -> HttpResponse:
    """Everything the record holds, for the reader's case. A code with the suffix of its publishing body leads to the
    short one (A4). Only the first line is worked out anew: it depends on the hour."""
    short = presentation.short_code(code)
    if short != code:
        return redirect("procedure", code=short, permanent=True)
    log.note_opened(request.GET.get("tu", ""))
    procedure = _listed(code)
    generation_, now = generation.current(), timezone.now()
    sheet = _sheet(procedure, generation_)
    form = ChoiceForm(request.GET, sheet, timezone.localdate(now))
    choice = form.choice()
    if choice.answers or not form.is_valid():
        whole = _rendered(procedure, sheet, form)
    else:
        state = ("page", procedure.current_id, procedure.is_used, get_language(), timezone.localdate(now))
        chosen = (choice.case.number, choice.channel, choice.group)
        whole = generation.kept((*state, *chosen), lambda: _rendered(procedure, sheet, form), generation=generation_)
    context = {**whole, "glance": glance(sheet, choice, now, work_calendar()) if procedure.is_used else None}
    return render(request, "procedures/procedure.html", context)


def _rendered(procedure: Procedure, sheet: Sheet, form: ChoiceForm) -> dict[str, Any]:
    """What of the page does not depend on the hour or on who looks."""
    parts = page_parts.parts(procedure, sheet, form)
    return {
        "code": procedure.code,
        "name": sheet.edition.name,
        "is_used": procedure.is_used,
        "choice": parts["choice"],
        "refusal": parts["refusal"],
        "head": render_to_string("procedures/_head.html", parts),
        "title": render_to_string("procedures/_title.html", parts),
        "body": render_to_string("procedures/_body.html", parts),
    }


@require_GET
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    """What to bring, on one sheet of paper, for the same choice as the page."""
    procedure = _listed(code)
    generation_, now = generation.current(), timezone.now()
    sheet = _sheet(procedure, generation_)
    form = ChoiceForm(request.GET, sheet, timezone.localdate(now))
    choice = form.choice()
    context = {
        **page_parts.parts(procedure, sheet, form),
        "glance": glance(sheet, choice, now, work_calendar()) if procedure.is_used else None,
        "qr": _qr(structured.address(code)),
        "back": f"{reverse('procedure', args=[code])}?{request.GET.urlencode()}".rstrip("?"),
        "printed_at": now,
    }
    return render(request, "procedures/checklist.html", context)


def _qr(address: str) -> SafeString:
    return mark_safe(segno.make(address, error="m").svg_inline(border=1, omitsize=True))  # noqa: S308  (drawn by us)
