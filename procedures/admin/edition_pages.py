"""What is done with an edition as a whole: a draft made, compared, published, thrown away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import once
from procedures import differences, drafting, publishing
from procedures.models import Edition


class GroundForm(forms.Form):
    """Why an edition is published without a decision of the province."""

    use_required_attribute = False
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        max_length=300,
        help_text=gettext_lazy("What announces it: the decision of a ministry, the national database…"),
        error_messages={"required": gettext_lazy("Write the ground")},
    )


def addresses(site: AdminSite) -> list[URLPattern]:
    def guarded(view: Any) -> Any:
        def page(request: HttpRequest, pk: int) -> HttpResponse:
            edition = get_object_or_404(Edition.objects.select_related("procedure__current"), pk=pk)
            context = site.each_context(request) | {"edition": edition, "opts": Edition._meta}
            response: HttpResponse = view(request, edition, context)
            return response

        return site.admin_view(page)

    return [
        path("<int:pk>/ban-nhap/", guarded(draft_page), name="procedures_edition_draft"),
        path("<int:pk>/khac-biet/", guarded(difference_page), name="procedures_edition_difference"),
        path("<int:pk>/cong-bo/", guarded(publish_page), name="procedures_edition_publish"),
        path("<int:pk>/bo/", guarded(discard_page), name="procedures_edition_discard"),
    ]


def ways(edition: Edition) -> SafeString:
    """Links to what may be done with it now."""
    if edition.pk is None:
        return SafeString("")
    links = [("procedures_edition_difference", _("What changed"))] if edition.number > 1 else []
    if edition.is_draft:
        links += [("procedures_edition_publish", _("Check and publish")), ("procedures_edition_discard", _("Delete"))]
    else:
        links += [("procedures_edition_draft", _("Make a draft from it"))]
    addressed = ((reverse(f"admin:{name}", args=[edition.pk]), words) for name, words in links)
    return format_html_join(" · ", '<a class="govuk-link" href="{}">{}</a>', addressed)


def _may_change(request: HttpRequest) -> None:
    if not request.user.has_perm("procedures.change_edition"):
        raise PermissionDenied


def _may_see(request: HttpRequest) -> None:
    if not request.user.has_perm("procedures.view_edition"):
        raise PermissionDenied


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return TemplateResponse(request, f"admin/procedures/{template}.html", context, status=status)


def _change(edition: Edition) -> str:
    return reverse("admin:procedures_edition_change", args=[edition.pk])


def draft_page(request: HttpRequest, edition: Edition, context: dict[str, Any]) -> HttpResponse:
    _may_change(request)
    context["title"] = _("Make a draft from it")
    if request.method != "POST":
        return _page(request, "edition_draft", context)
    try:
        return once.answer_once(request, lambda: _change(drafting.draft_from(edition)))
    except drafting.DraftExists as refusal:
        messages.error(request, str(refusal.message))
        context["draft"] = edition.procedure.editions.filter(state=Edition.State.DRAFT).first()
        return _page(request, "edition_draft", context, status=409)


def difference_page(request: HttpRequest, edition: Edition, context: dict[str, Any]) -> HttpResponse:
    """Against the edition before it; a draft against the one in force."""
    _may_see(request)
    before = edition.procedure.editions.filter(number__lt=edition.number, state=Edition.State.PUBLISHED)
    old = before.order_by("-number").first()
    sections = differences.between(old, edition) if old else []
    context |= {"title": _("What changed"), "old": old, "sections": sections}
    return _page(request, "edition_difference", context)


def publish_page(request: HttpRequest, edition: Edition, context: dict[str, Any]) -> HttpResponse:
    _may_change(request)
    if not edition.is_draft:
        messages.info(request, _("Its draft has been published already."))
        return _page(request, "edition_draft", context | {"title": _("Check and publish")})
    form = GroundForm(request.POST if request.method == "POST" else None)
    context |= {"title": _("Check and publish"), "form": form, "faults": publishing.faults(edition)}
    if not (request.method == "POST" and form.is_valid()):
        return _page(request, "edition_publish", context)
    try:
        return once.answer_once(request, lambda: _publish(request, edition, form.cleaned_data["ground"]))
    except publishing.NotPublished as refusal:
        context["faults"] = [fault for faults in refusal.faults.values() for fault in faults]
        return _page(request, "edition_publish", context, status=409)


def _publish(request: HttpRequest, edition: Edition, ground: str) -> str:
    publishing.publish_edition(edition, by=request.user, ground=ground)  # type: ignore[arg-type]
    messages.success(request, _("Published. It counts for everything filed from now on."))
    return _change(edition)


def discard_page(request: HttpRequest, edition: Edition, context: dict[str, Any]) -> HttpResponse:
    _may_change(request)
    context["title"] = _("Delete the draft")
    if request.method != "POST":
        return _page(request, "edition_discard", context)
    try:
        return once.answer_once(request, lambda: _discard(edition))
    except drafting.NotADraft as refusal:
        messages.error(request, str(refusal.message))
    except ProtectedError:
        messages.error(request, _("A decision names this draft. Take it out of the decision first."))
    return _page(request, "edition_discard", context, status=409)


def _discard(edition: Edition) -> str:
    drafting.discard(edition)
    return reverse("admin:procedures_procedure_change", args=[edition.procedure_id])
