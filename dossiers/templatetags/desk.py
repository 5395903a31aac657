"""The heaps of work on the desk's start page."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.formats import number_format

from dossiers.batch import acts
from dossiers.desk import saved
from dossiers.desk.figures import figures
from dossiers.desk.heaps import GROUPS, HEAPS
from dossiers.desk.keyset import MOST_COUNTED
from dossiers.desk.seat import Seat
from dossiers.models import Dossier
from dossiers.templatetags.counter import counter_places

register = template.Library()


@register.inclusion_tag("admin/dossiers/_queues.html", takes_context=True)
def work_queues(context: Context) -> dict[str, Any]:
    """Each figure opens its list, and the pages of the desk follow; nothing for whom no dossier concerns."""
    request = context["request"]
    if not request.user.has_perm("dossiers.view_dossier"):
        return {"groups": []}
    seat = Seat(request.user)
    numbers = figures(seat)
    groups = [
        (name, label, [(heap, work, numbers[heap]) for heap, work in HEAPS.items() if work.group == name])
        for name, label in GROUPS.items()
    ]
    address = reverse("admin:dossiers_dossier_changelist")
    lists = {"groups": groups, "address": address, "saved": saved.lists(seat), "units": seat.units}
    return lists | counter_places(context)


@register.filter
def figure(number: int) -> str:
    """As counted: 12, 1.000, and 1.000+ for more than are counted."""
    counted = number_format(min(number, MOST_COUNTED), force_grouping=True)
    return counted if number <= MOST_COUNTED else f"{counted}+"


@register.inclusion_tag("admin/dossiers/_batch_bar.html", takes_context=True)
def batch_bar(context: dict[str, Any], parameters: str, number: int) -> dict[str, Any]:
    """Over a list of ``number`` dossiers with a check-box ``dossier`` in each row (``form="hang-loat"``): what to do
    with those ticked, or with all that the list's address, its ``parameters``, means."""
    request = context["request"]
    return {"acts": acts.fit_for(request.user), "filter": parameters, "number": number, "request": request,
            "csrf_token": context.get("csrf_token")}  # fmt: skip


@register.filter
def beyond_dossiers(app_list: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stock list without dossiers, to which the heaps above it lead; an app with nothing else falls away."""
    rest = [{**app, "models": [one for one in app["models"] if one["model"] is not Dossier]} for app in app_list]
    return [app for app in rest if app["models"]]
