"""What a decision names: a procedure is found by code or name, its draft shown in words, and its fate chosen."""

import copy
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from procedures import differences
from procedures.admin.decision import base
from procedures.admin.decision.overview import becomes
from procedures.admin.edition.base import save, seen
from procedures.admin.edition.overview import mendings
from procedures.editing import deciding, versions
from procedures.editing.decision_forms import LineForm
from procedures.editing.saving import EditedElsewhere
from procedures.models import Decision, DecisionLine, Edition, Procedure

SHOWN = 30


@base.open_page
def find(request: HttpRequest, decision: Decision) -> HttpResponse:
    """By what is typed; failing that the procedures with a draft that no decision names."""
    text = request.GET.get("q", "").strip()[:200]
    found = Procedure.objects.with_draft().select_related("current").order_by("found_by")
    if text:
        found = found.matching(text)
    else:
        free = Edition.objects.filter(state=Edition.State.DRAFT, line__isnull=True)
        found = found.filter(editions__in=free)
    named = set(decision.lines.values_list("procedure_id", flat=True))
    rows = [(procedure, _name(procedure), procedure.pk in named) for procedure in found[: SHOWN + 1]]
    return base.shown(
        request, "find", decision, title=_("Add a procedure"), tab="find", text=text, rows=rows[:SHOWN],
        has_more=len(rows) > SHOWN,
    )  # fmt: skip


def _name(procedure: Any) -> str:
    if procedure.current:
        return str(procedure.current.name)
    draft = Edition.objects.filter(pk=procedure.draft).values_list("name", flat=True).first()
    return draft or str(procedure.code)


@base.open_page
def add(request: HttpRequest, decision: Decision, procedure: int) -> HttpResponse:
    found = get_object_or_404(Procedure.objects.select_related("current"), pk=procedure)
    there = decision.lines.filter(procedure=found).first()
    if there is not None and request.method != "POST":
        return redirect(base.address(decision, "line", there.pk))
    return _work(request, decision, DecisionLine(decision=decision, procedure=found))


@base.open_page
def change(request: HttpRequest, decision: Decision, line: int) -> HttpResponse:
    joined = ("procedure__current", "edition", "successor")
    found = decision.lines.select_related(*joined).filter(pk=line).first()
    if found is None:
        messages.warning(request, _("That row is no longer there."))
        return redirect(base.address(decision))
    return _work(request, decision, found)


def _work(request: HttpRequest, decision: Decision, line: DecisionLine) -> HttpResponse:
    if request.method != "POST":
        form = LineForm(procedure=line.procedure, instance=line)
        return _page(request, decision, line, form, versions.of_whole(line) if line.pk else "")
    form = LineForm(request.POST, procedure=line.procedure, instance=copy.copy(line))
    if form.is_valid() and form.named_twice(decision):
        form.add_error(None, _("The decision names this procedure already: change that row"))
    if not form.errors:
        try:
            return save(
                request,
                lambda: deciding.name(decision, form.instance, seen=seen(request), by=request.user),  # type: ignore[arg-type]
                told=_("Saved."),
                to=base.address(decision),
            )
        except EditedElsewhere as edited:
            return _conflict(request, decision, line, edited)
        except IntegrityError:
            form.add_error(None, _("Somebody has just saved the same. Look at the list, then save once more."))
    return _page(request, decision, line, form, seen(request))


def _conflict(request: HttpRequest, decision: Decision, line: DecisionLine, edited: EditedElsewhere) -> HttpResponse:
    """What was typed, over the row as it is now; one taken out meanwhile would be added anew."""
    now = edited.now or DecisionLine(decision=decision, procedure=line.procedure)
    form = LineForm(request.POST, procedure=line.procedure, instance=copy.copy(now))
    form.is_valid()
    theirs = [(_("What happens to it"), now.get_effect_display()), (_("Note"), now.note)] if edited.now else []
    version = versions.of_whole(now) if edited.now else ""
    response = _page(request, decision, now, form, version, edited=edited, theirs=theirs)
    response.status_code = 409
    return response


def _page(
    request: HttpRequest, decision: Decision, line: DecisionLine, form: LineForm, version: str, **more: Any
) -> HttpResponse:
    procedure = line.procedure
    at = ("line", line.pk) if line.pk else ("line_add", procedure.pk)
    context = {
        "title": _("What happens to it"), "line": line, "procedure": procedure, "form": form, "version": version,
        "drafts": [_told(procedure, draft) for draft in form.fields["edition"].queryset],  # type: ignore[attr-defined]
        "address": base.address(decision, *at), "back": base.address(decision),
    }  # fmt: skip
    return base.shown(request, "line", decision, tab="overview" if line.pk else "find", **context | more)


def _told(procedure: Procedure, draft: Edition) -> dict[str, Any]:
    """A draft in words: what it changes, and what is still wrong with it."""
    sections = differences.between(procedure.current, draft) if procedure.current else []
    return {"edition": draft, "sections": sections, "wrong": mendings(draft)}


@base.open_page
def remove(request: HttpRequest, decision: Decision, line: int) -> HttpResponse:
    joined = ("procedure__current", "edition", "successor")
    found = decision.lines.select_related(*joined).filter(pk=line).first()
    if found is None:
        messages.warning(request, _("That row is no longer there."))
        return redirect(base.address(decision))
    if request.method == "POST":
        try:
            return save(
                request,
                lambda: deciding.take_out(decision, found, seen=seen(request), by=request.user),  # type: ignore[arg-type]
                told=_("Taken out."),
                to=base.address(decision),
            )
        except EditedElsewhere as edited:
            told = _("%(who)s changed this list in the meantime, so nothing of yours was done. Look again.")
            messages.error(request, told % {"who": edited.by or _("Somebody")})
            return redirect(base.address(decision))
    context = {"title": _("Take out"), "line": found, "becomes": becomes(found), "back": base.address(decision)}
    return base.shown(request, "remove", decision, tab="overview", version=versions.of_whole(found), **context)
