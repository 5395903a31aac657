"""What is done with an edition as a whole: a draft made, compared, published, thrown away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import once
from procedures import differences, drafting, publishing
from procedures.admin.edition import base
from procedures.admin.edition.overview import decided_in, mendings
from procedures.models import Edition


class GroundForm(forms.Form):
    """Why an edition is published without a decision of the province."""

    use_required_attribute = False
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        max_length=300,
        help_text=gettext_lazy("What announces it: the decision of a ministry, the national database…"),
        error_messages={"required": gettext_lazy("Write the ground")},
        widget=forms.TextInput(attrs={"lang": "vi"}),
    )


def _refused(response: HttpResponse) -> HttpResponse:
    response.status_code = 409
    return response


@base.editions_page
def draft(request: HttpRequest, edition: Edition) -> HttpResponse:
    if not request.user.has_perm("procedures.change_edition"):
        raise PermissionDenied

    def page() -> HttpResponse:
        there = edition.procedure.editions.filter(state=Edition.State.DRAFT).first()
        return base.shown(request, "draft", edition, title=_("Make a draft from it"), tab="overview", draft=there)

    if request.method != "POST":
        return page()
    try:
        return once.answer_once(request, lambda: _drafted(edition))
    except drafting.DraftExists as refusal:
        messages.error(request, str(refusal.message))
        return _refused(page())


def _drafted(edition: Edition) -> str:
    return base.tab_address(drafting.draft_from(Edition.objects.get(pk=edition.pk)), "overview")


@base.editions_page
def difference(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Against the edition before it; a draft against the one in force."""
    edition = Edition.objects.select_related("procedure", "field").get(pk=edition.pk)
    before = edition.procedure.editions.filter(number__lt=edition.number, state=Edition.State.PUBLISHED)
    old = before.order_by("-number").first()
    sections = differences.between(old, edition) if old else []
    title = base.TABS["difference"][0]
    return base.shown(request, "difference", edition, title=title, tab="difference", old=old, sections=sections)


@base.draft_page
def publish(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The checks; and publishing on a ground of its own, where no decision names it."""
    line = decided_in(edition)
    form = GroundForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"title": _("Check and publish"), "tab": "publish", "line": line, "form": form}
    if line is not None or not form.is_valid():
        return base.shown(request, "publish", edition, wrong=mendings(edition), **context)
    try:
        return once.answer_once(request, lambda: _publish(request, edition, form.cleaned_data["ground"]))
    except publishing.NotPublished:
        edition.refresh_from_db()
        if not edition.is_draft:
            raise drafting.NotADraft from None
        return _refused(base.shown(request, "publish", edition, wrong=mendings(edition), **context))


def _publish(request: HttpRequest, edition: Edition, ground: str) -> str:
    publishing.publish_edition(edition, by=request.user, ground=ground)  # type: ignore[arg-type]
    messages.success(request, _("Published. It counts for everything filed from now on."))
    return base.tab_address(edition, "overview")


@base.draft_page
def discard(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.method == "POST":
        try:
            return once.answer_once(request, lambda: _discard(edition))
        except ProtectedError:
            messages.error(request, _("A decision names this draft. Take it out of the decision first."))
            return _refused(base.shown(request, "discard", edition, title=_("Delete the draft"), tab="overview"))
    return base.shown(request, "discard", edition, title=_("Delete the draft"), tab="overview")


def _discard(edition: Edition) -> str:
    drafting.discard(edition)
    return reverse("admin:procedures_procedure_change", args=[edition.procedure_id])
