"""The decision's own page: number, days, signer, paper; and when it was entered into the national database."""

import copy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.desk import site
from portal.files.serve import serve
from portal.files.storage import store
from procedures.admin.decision import base
from procedures.admin.edition.base import save, seen
from procedures.editing import deciding, versions
from procedures.editing.decision_forms import DecisionForm
from procedures.editing.saving import EditedElsewhere
from procedures.models import Decision


def add(request: HttpRequest) -> HttpResponse:
    """A new decision; what it names is added on its own page."""
    if not request.user.has_perm("procedures.add_decision"):
        raise PermissionDenied
    decision = Decision()
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DecisionForm(*sent, instance=decision)
    if form.is_valid():
        return _save(request, decision, form, told=_("The decision is written down. Now add its procedures."))
    context = {"title": _("New decision"), "form": form, "opts": Decision._meta}
    return TemplateResponse(request, "admin/procedures/decision/add.html", site.each_context(request) | context)


@base.decisions_page
def change(request: HttpRequest, decision: Decision) -> HttpResponse:
    if not request.user.has_perm("procedures.change_decision"):
        raise PermissionDenied
    version = versions.of_whole(decision)
    if request.method != "POST":
        return _page(request, decision, DecisionForm(instance=decision), version)
    form = DecisionForm(request.POST, request.FILES, instance=copy.copy(decision))
    if form.is_valid():
        try:
            return _save(request, form.instance, form, told=_("Saved."))
        except EditedElsewhere as edited:
            response = _page(request, edited.now, form, versions.of_whole(edited.now), edited=edited)
            response.status_code = 409
            return response
    return _page(request, decision, form, seen(request))


def _page(request: HttpRequest, decision: Decision, form: DecisionForm, version: str, **more: Any) -> HttpResponse:
    title = base.TABS["details"][0]
    theirs = []
    if "edited" in more:
        theirs = [(field.label, field.value()) for field in DecisionForm(instance=decision) if field.value()]
    return base.shown(
        request, "details", decision, title=title, tab="details", form=form, version=version, theirs=theirs, **more
    )


def _save(request: HttpRequest, decision: Decision, form: DecisionForm, *, told: str) -> HttpResponse:
    """Goes to the decision's first page, whose address a new one has only once it is stored."""
    by: Any = request.user

    def act() -> str:
        if upload := form.cleaned_data.get("paper"):
            decision.file = store(upload, by=by)
        deciding.write(decision, form.columns, seen=seen(request), by=by)
        return base.address(decision)

    return save(request, act, told=told)


def paper(request: HttpRequest, decision: int) -> HttpResponseBase:
    response: HttpResponseBase = _paper(request, decision=decision)
    return response


@base.decisions_page
def _paper(request: HttpRequest, decision: Decision) -> Any:
    if decision.file is None:
        raise Http404
    return serve(decision.file)
