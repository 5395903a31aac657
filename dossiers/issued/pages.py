"""From facts to a page. Nothing is asked of the database here: the same facts always give the same page."""

from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from dossiers.issued import registry
from dossiers.issued.registry import Form
from dossiers.models import IssuedPaper


def page_of(paper: IssuedPaper, sheet: str = "") -> str:
    """The paper as HTML; ``sheet`` is the address of the style sheet where the page itself is shown."""
    return page(registry.form_of(paper.key, paper.version), paper.facts, verified_at(paper), sheet)


def page(form: Form, facts: dict[str, Any], verify: str = "", sheet: str = "") -> str:
    """``verify``: the address at which it can be checked, for papers that are kept one by one."""
    context = facts | {"form": form, "sheet": sheet, "verify": verify.partition("://")[2] or verify}
    if verify:
        context["verify_code"] = drawn(verify)
    if facts.get("lookup_address"):
        context["lookup_code"] = drawn(facts["lookup_address"])
    if facts.get("rating_address"):
        context["rating_code"] = drawn(facts["rating_address"])
    with override("vi"):
        return render_to_string(form.template, context)


def verified_at(paper: IssuedPaper) -> str:
    return settings.PORTAL_URL + reverse("verify_result", args=[paper.token])


def stamp_page(official: str, agency: str, at: str) -> str:
    """What is seen of the signature: who signed, for whom, when; and that it is for show where it is."""
    said = {"official": official, "agency": agency, "at": at, "is_for_show": settings.SIGNING.is_for_show}
    with override("vi"):
        return render_to_string("documents/issued/stamp.html", said)


def drawn(address: str) -> SafeString:
    return mark_safe(segno.make(address, error="m").svg_inline(border=1, omitsize=True))  # noqa: S308  (drawn by us)
