"""Stock lists of the desk: cells that name their column on narrow screens, and what an empty list says."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.contrib.admin.views.main import ChangeList
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

register = template.Library()
CELL = re.compile(r"^<(td|th)\b")


@register.simple_tag
def labelled_cells(cells: Iterable[str], headers: Iterable[Mapping[str, Any]]) -> SafeString:
    """The cells of a row, each with the head of its column; that of the boxes to tick has none."""
    pairs = zip(cells, headers, strict=False)
    return SafeString("".join(_labelled(str(cell), str(header.get("text", ""))) for cell, header in pairs))


def _labelled(cell: str, head: str) -> str:
    if not head or "<" in head:
        return cell
    label = escape(capfirst(head))
    return CELL.sub(lambda found: f'<{found[1]} data-label="{label}"', cell, count=1)


@register.inclusion_tag("components/empty_state.html")
def nothing_listed(cl: ChangeList) -> dict[str, str]:
    """Why the list is empty and what to do: other words where something was looked for, else how to begin."""
    if cl.query or cl.params:
        text = _("Write fewer words, or take a filter away.")
        return {"title": _("Nothing fits"), "text": text, "action": _("Show all"), "url": "?"}
    title = _("No %(name)s yet") % {"name": cl.opts.verbose_name}
    return {"title": title, "text": str(getattr(cl.model_admin, "empty_text", "")), "action": "", "url": ""}
