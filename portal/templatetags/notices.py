"""``{% unread_notices %}``: what stands beside one's name."""

from django import template
from django.template import Context

from portal.notices.models import Notice

register = template.Library()
MOST = 99


@register.simple_tag(takes_context=True)
def unread_notices(context: Context) -> str:
    """How many notices wait for whoever is signed in; nothing for none."""
    number = Notice.objects.visible_to(context["user"]).unread()[: MOST + 1].count()
    return f"{MOST}+" if number > MOST else str(number or "")
