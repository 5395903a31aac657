"""The heaps of work on the desk's start page."""

from typing import Any

from django import template
from django.urls import reverse

from dossiers.admin import worklist
from dossiers.batch import acts

register = template.Library()


@register.inclusion_tag("admin/dossiers/_queues.html", takes_context=True)
def work_queues(context: dict[str, Any]) -> dict[str, Any]:
    """Each figure opens its list; nothing for whom no dossier concerns."""
    request = context["request"]
    if not request.user.has_perm("dossiers.view_dossier"):
        return {"queues": []}
    return {"queues": worklist.counts(request), "address": reverse("admin:dossiers_dossier_changelist")}


@register.inclusion_tag("admin/dossiers/_batch_bar.html", takes_context=True)
def batch_bar(context: dict[str, Any], parameters: str, number: int) -> dict[str, Any]:
    """Over a list of ``number`` dossiers with a check-box ``dossier`` in each row (``form="hang-loat"``): what to do
    with those ticked, or with all that the list's address, its ``parameters``, means."""
    request = context["request"]
    return {"acts": acts.fit_for(request.user), "filter": parameters, "number": number, "request": request,
            "csrf_token": context.get("csrf_token")}  # fmt: skip
