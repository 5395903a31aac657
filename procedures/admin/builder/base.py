"""What all pages of the form builder share: who may come in, which edition, and how a change is saved."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal import once
from procedures.admin.edition.base import View, editions_page, framed
from procedures.builder import document as documents
from procedures.builder import saving
from procedures.builder.document import NoSuchPlace, Place
from procedures.builder.saving import Change, EditedElsewhere
from procedures.drafting import NotADraft
from procedures.models import Edition

__all__ = ["OPEN", "OVERVIEW", "draft_page", "editions_page", "overview_of", "save", "seen", "shown", "tell_of"]

OVERVIEW = "admin:procedures_edition_form"
OPEN = "mo"
"""The parameter that says which section stands open."""


def draft_page(view: View) -> View:
    """For pages that change the form; a published edition leads to where it can be read."""

    @wraps(view)
    def page(request: HttpRequest, edition: Edition, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("procedures.change_edition"):
            raise PermissionDenied
        try:
            if edition.is_draft:
                return view(request, edition, **kwargs)
            raise NotADraft
        except NotADraft:
            messages.warning(request, _("This edition is published: its form can be read, not changed."))
        except NoSuchPlace:
            messages.warning(request, _("That part of the form is no longer there."))
        return redirect(OVERVIEW, edition.pk)

    return editions_page(page)


def shown(request: HttpRequest, template: str, edition: Edition, *, tab: str, **context: Any) -> HttpResponse:
    """A page of the builder under its edition."""
    common = framed(request, edition, tab) | {"document": saving.document_of(edition)}
    common["version"] = documents.version(common["document"])
    if "version" in context and not context["version"]:
        del context["version"]
    return TemplateResponse(request, f"admin/procedures/builder/{template}.html", common | context)


def overview_of(edition: Edition, place: Place | None = None) -> str:
    """The address of the overview, at the place worked on and with its section open."""
    address = reverse(OVERVIEW, args=[edition.pk])
    return f"{address}?{urlencode({OPEN: place[0]})}#o-{documents.written(place)}" if place else address


def seen(request: HttpRequest) -> str:
    """The version of the form that the page was made from."""
    return request.POST.get("version", "")[:64]


def save(request: HttpRequest, edition: Edition, change: Change, *, what: str, to: str) -> HttpResponse:
    """Save once and go ``to``. Raises ``EditedElsewhere`` and what ``change`` raises."""

    def act() -> str:
        saving.save(edition, change, seen=seen(request), by=request.user, what=what)  # type: ignore[arg-type]
        messages.success(request, what)
        return to

    return once.answer_once(request, act)


def tell_of(request: HttpRequest, edited: EditedElsewhere) -> None:
    """On the next page: somebody else saved meanwhile."""
    told = _("%(who)s changed this form in the meantime, so nothing of yours was done. Look again.")
    messages.error(request, told % {"who": edited.by or _("Somebody")})
    for line in edited.what[:10]:
        messages.info(request, line)
