"""The heaps of work on the desk's start page."""

from typing import Any

from django import template
from django.urls import reverse

from dossiers.admin import worklist

register = template.Library()


@register.inclusion_tag("admin/dossiers/_queues.html", takes_context=True)
def work_queues(context: dict[str, Any]) -> dict[str, Any]:
    """Each figure opens its list; nothing for whom no dossier concerns."""
    request = context["request"]
    if not request.user.has_perm("dossiers.view_dossier"):
        return {"queues": []}
    return {"queues": worklist.counts(request), "address": reverse("admin:dossiers_dossier_changelist")}
