"""``{% form_token %}``: the hidden field that makes a form act once."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal import once

register = template.Library()


@register.simple_tag(takes_context=True)
def form_token(context: dict[str, Any]) -> SafeString:
    """A fresh token; after a refused post the same one, for nothing was done with it."""
    request = context["request"]
    sent = request.POST.get(once.FIELD) if request.method == "POST" else None
    return format_html('<input type="hidden" name="{}" value="{}">', once.FIELD, sent or once.issue(request))
