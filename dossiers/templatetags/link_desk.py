"""What the desk's pages say of the national link."""

from typing import Any

from django import template
from django.template import Context

from dossiers.link.reasons import Reason, reason_of
from dossiers.models import LinkAlarm

register = template.Library()


@register.inclusion_tag("admin/link/_alarms.html", takes_context=True)
def link_alarms(context: Context) -> dict[str, Any]:
    """On the start page of who looks after the link, while an alarm lasts."""
    if not context["request"].user.has_perm("dossiers.change_nationalmessage"):
        return {"alarms": []}
    return {"alarms": list(LinkAlarm.objects.open().order_by("pk"))}


@register.filter
def reason(last_error: str) -> Reason:
    return reason_of(last_error)
