"""``{% personal "components/account.html" %}``: a part of a page that is about its reader.

A page drawn to be kept has a gap there, which ``filled`` fills for one reader. No text of a page can look like a gap:
its angle brackets are escaped.
"""

from django import template
from django.http import HttpRequest
from django.template import Context, Engine
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

PARTS = ("components/account.html", "components/messages.html", "components/unread.html")


def _gap(part: str) -> SafeString:
    return mark_safe(f"<!--{part}-->")  # noqa: S308  (one of PARTS)


@register.simple_tag(takes_context=True)
def personal(context: Context, part: str) -> SafeString:
    """The part itself, or a gap on a page drawn with ``has_gaps``. ``part`` is one of ``PARTS``."""
    if context.get("has_gaps"):
        return _gap(part)
    return Engine.get_default().get_template(part).render(context)


def filled(page: str, request: HttpRequest) -> str:
    """The kept page as the person sees it who asks."""
    for part in PARTS:
        page = page.replace(_gap(part), get_template(part).render({}, request))
    return page
