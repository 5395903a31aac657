"""What all pages of one edition share: who may come in, the head with its tabs, and how a change is saved."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import once
from portal.desk import site
from procedures.drafting import NotADraft
from procedures.editing.saving import EditedElsewhere
from procedures.models import READ_SELDOM, Edition

View = Callable[..., HttpResponse]
NAME = "admin:procedures_edition"

TABS: dict[str, tuple[str | Promise, str]] = {
    "overview": (gettext_lazy("Overview"), "change"),
    "content": (gettext_lazy("Texts"), "content"),
    "papers": (gettext_lazy("Cases and papers"), "papers"),
    "times": (gettext_lazy("Time limits"), "times"),
    "fees": (gettext_lazy("Fees, charges, exemptions"), "fees"),
    "agencies": (gettext_lazy("Agencies and internal process"), "agencies"),
    "form": (gettext_lazy("Form"), "form"),
    "examples": (gettext_lazy("Examples"), "examples"),
    "preview": (gettext_lazy("Preview"), "preview"),
    "difference": (gettext_lazy("What changed"), "difference"),
    "publish": (gettext_lazy("Check and publish"), "publish"),
    "exchange": (gettext_lazy("Import, export, copy"), "exchange"),
}
"""By key: the words, and the page it opens."""

OF_DRAFTS = {"publish", "exchange"}


def address(edition: Edition, page: str, *parts: Any) -> str:
    return reverse(f"{NAME}_{page}", args=[edition.pk, *parts])


def tab_address(edition: Edition, tab: str) -> str:
    return address(edition, TABS[tab][1])


def editions_page(view: View) -> View:
    """For who may see the catalogue; 404 where there is no such edition."""

    @wraps(view)
    def page(request: HttpRequest, edition: int, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("procedures.view_edition"):
            raise PermissionDenied
        found = Edition.objects.select_related("procedure", "field").defer(*READ_SELDOM)
        return view(request, get_object_or_404(found, pk=edition), **kwargs)

    return site.admin_view(page)


def may_change(request: HttpRequest, edition: Edition) -> bool:
    return edition.is_draft and request.user.has_perm("procedures.change_edition")


def draft_page(view: View) -> View:
    """For pages that change a draft. What was typed while somebody published is shown once more, not thrown away."""

    @wraps(view)
    def page(request: HttpRequest, edition: Edition, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("procedures.change_edition"):
            raise PermissionDenied
        try:
            if not edition.is_draft:
                raise NotADraft
            return view(request, edition, **kwargs)
        except NotADraft:
            return _too_late(request, edition)

    return editions_page(page)


def _too_late(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.method != "POST":
        messages.warning(request, _("This edition is published: it can be read, not changed."))
        return redirect(tab_address(edition, "overview"))
    edition = Edition.objects.select_related("procedure", "field").get(pk=edition.pk)
    hidden = {"csrfmiddlewaretoken", once.FIELD, "version", "action"}
    typed = [text for name, texts in request.POST.lists() if name not in hidden for text in texts if len(text) > 1]
    response = shown(request, "too_late", edition, title=_("Published in the meantime"), tab="overview", typed=typed)
    response.status_code = 409
    return response


def shown(request: HttpRequest, template: str, edition: Edition, *, tab: str, **context: Any) -> HttpResponse:
    """A page under its edition: ``admin/procedures/edition/<template>.html``."""
    common = framed(request, edition, tab)
    return TemplateResponse(request, f"admin/procedures/edition/{template}.html", common | context)


def framed(request: HttpRequest, edition: Edition, tab: str) -> dict[str, Any]:
    """What the head and the tabs need."""
    tabs = [
        (words, tab_address(edition, key), key == tab)
        for key, (words, _page) in TABS.items()
        if edition.is_draft or key not in OF_DRAFTS
    ]
    own = {"edition": edition, "tab": tab, "tabs": tabs, "may_change": may_change(request, edition)}
    return site.each_context(request) | own | {"opts": Edition._meta}


def seen(request: HttpRequest) -> str:
    """The version of what the page showed."""
    return request.POST.get("version", "")[:64]


def save(request: HttpRequest, act: Callable[[], str | None], *, told: str, to: str = "") -> HttpResponse:
    """Act once and go where it says, or ``to``. Raises what ``act`` raises; nothing is written then."""

    def once_only() -> str:
        there = act() or to
        messages.success(request, told)
        return there

    return once.answer_once(request, once_only)


def tell_of(request: HttpRequest, edited: EditedElsewhere) -> None:
    """On the next page: somebody else saved meanwhile."""
    told = _("%(who)s changed this list in the meantime, so nothing of yours was done. Look again.")
    messages.error(request, told % {"who": edited.by or _("Somebody")})
