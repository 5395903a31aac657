"""A publication that was refused because it still tells who asked says beside each field by which words."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from feedback import removing
from feedback.publishing import WORDS


def point_out(form: Any, sent: Any) -> None:
    """In ``form``, what was refused of ``sent`` (``removing.Sent``)."""
    said = {name: str(form.cleaned_data.get(name, "")) for name in WORDS}
    for name, text in said.items():
        found = removing.remaining(text, sent)
        if found:
            words = format_html_join(", ", '<span lang="vi">“{}”</span>', ((one,) for one in found))
            form.add_error(name, format_html("{} {}", _("Take out:"), words))
