"""Results from templates: their catalogue with a preview, and the page where an officer drafts and issues one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import workflow
from dossiers.act import Refusal
from dossiers.admin.page import find
from dossiers.composed import composing, tags
from dossiers.documents.render import Printed
from dossiers.issued.making import NOT_MADE
from dossiers.models import Dossier, ResultDraft, ResultTemplate, Status
from dossiers.standing import standing
from dossiers.views.forms import vietnamese
from portal import once
from portal.desk import site
from portal.notices.placeholders import check
from procedures.fields import DayField, LineField


class TemplateForm(forms.ModelForm):  # type: ignore[type-arg]
    """A tag that is not on the list of the procedure cannot be saved."""

    class Meta:
        model = ResultTemplate
        fields = ("procedure", "name", "heading", "body", "is_active")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        texts = {name: said[name] for name in ("heading", "body") if name in said}
        try:
            check(texts, set(tags.allowed(said.get("procedure"))))
        except ValidationError as refusal:
            self.add_error(None, refusal)
        return said


@admin.register(ResultTemplate, site=site)
class ResultTemplateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = TemplateForm
    list_display = ("name", "procedure", "is_active", "changed_at")
    list_filter = ("is_active",)
    search_fields = ("name", "heading")
    autocomplete_fields = ("procedure",)
    readonly_fields = ("what_may_stand", "preview")

    @admin.display(description=gettext_lazy("Between braces may stand"))
    def what_may_stand(self, template: ResultTemplate) -> str:
        """Of a new one, what may stand for every procedure; its own questions once it is saved."""
        known = tags.allowed(template.procedure if template.pk else None)
        said = (("{" + name + "}", _label(name, label)) for name, label in known.items())
        return format_html_join("; ", '<span class="code">{}</span> {}', said)

    @admin.display(description=gettext_lazy("Preview"))
    def preview(self, template: ResultTemplate) -> object:
        """Of what was saved last."""
        if not template.pk:
            return _("after it is saved")
        address = reverse("admin:dossiers_resulttemplate_sample", args=[template.pk])
        return format_html('<a href="{}">{}</a>', address, _("Show as PDF"))

    def get_urls(self) -> list[URLPattern]:
        shown = path("<int:pk>/xem-thu/", site.admin_view(self.sample), name="dossiers_resulttemplate_sample")
        return [shown, *super().get_urls()]

    def sample(self, request: HttpRequest, pk: int) -> HttpResponse:
        """As a PDF, with the meaning of each tag in its place."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        template = get_object_or_404(ResultTemplate, pk=pk)
        return _shown(lambda: composing.sample(template))


def _label(name: str, label: str) -> str:
    return vietnamese(label) if name.startswith(tags.ANSWER) else label


def _shown(make: Callable[[], Printed]) -> HttpResponse:
    try:
        response = HttpResponse(make().pdf, content_type="application/pdf")
    except NOT_MADE as error:
        raise Http404 from error
    response.headers["Content-Disposition"] = 'inline; filename="xem-thu.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


# --- The draft of a dossier -------------------------------------------------------------------


class DraftForm(forms.Form):
    use_required_attribute = False
    template = forms.ModelChoiceField(
        label=gettext_lazy("Template"),
        queryset=ResultTemplate.objects.none(),
        widget=forms.Select(attrs={"lang": "vi"}),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose a template"), "invalid_choice": gettext_lazy("Choose a template"),
        },
    )  # fmt: skip
    number = LineField(
        label=gettext_lazy("Number of the result"),
        max_length=60,
        error_messages={"required": gettext_lazy("Write the number of the result")},
    )
    signer = LineField(
        label=gettext_lazy("Name of who signs"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write who signs")},
    )
    signer_title = LineField(
        label=gettext_lazy("Title of who signs"),
        max_length=200,
        help_text=gettext_lazy("For example: Chairman"),
        error_messages={"required": gettext_lazy("Write the title of who signs")},
    )
    valid_until = DayField(
        label=gettext_lazy("The result is valid until"),
        required=False,
        help_text=gettext_lazy("Empty where the result holds without a term"),
    )

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = ResultTemplate.objects.offered(dossier.edition.procedure_id)
        self.fields["template"].queryset = offered  # type: ignore[attr-defined]


def view(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    """Drafting is for who may record results there; issuing is that act, with all that it demands."""
    dossier = find(request, key)
    if not may_draft(request, dossier):
        messages.info(request, _("A result can be drafted while the dossier is processed, by who may record it."))
        return redirect("admin:dossiers_dossier_page", dossier.uuid)
    form = DraftForm(initial=_initial(dossier), dossier=dossier)
    if request.method == "POST":
        form = DraftForm(request.POST, dossier=dossier)
        if form.is_valid():
            try:
                return once.answer_once(request, lambda: _act(request, dossier, form.cleaned_data))
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            except NOT_MADE:
                form.add_error(None, _("The result could not be printed or signed now. Nothing was issued."))
    context = site | {
        "title": _("Draft the result"),
        "dossier": dossier,
        "form": form,
        "draft": _draft(dossier),
        "has_templates": ResultTemplate.objects.offered(dossier.edition.procedure_id).exists(),
    }
    return TemplateResponse(request, "admin/dossiers/compose.html", context, status=409 if form.errors else 200)


def preview(request: HttpRequest, key: UUID) -> HttpResponse:
    """The saved draft as it would be printed, marked as a draft."""
    dossier = find(request, key)
    draft = _draft(dossier) if may_draft(request, dossier) else None
    if draft is None:
        raise Http404
    return _shown(lambda: composing.printed(draft, is_draft=True))


def may_draft(request: HttpRequest, dossier: Dossier) -> bool:
    as_whom = standing(workflow.FINISH, dossier, request.user)  # type: ignore[arg-type]
    return as_whom is not None and dossier.status == Status.IN_PROCESS


def _draft(dossier: Dossier) -> ResultDraft | None:
    return (
        ResultDraft.objects.filter(dossier=dossier, issued_at__isnull=True)
        .select_related("dossier__agency__parent", "dossier__edition__procedure")
        .first()
    )


def _initial(dossier: Dossier) -> dict[str, Any]:
    draft = _draft(dossier)
    names = ("template", "number", "signer", "signer_title", "valid_until")
    return {name: getattr(draft, name) for name in names} if draft else {}


def _act(request: HttpRequest, dossier: Dossier, said: dict[str, Any]) -> str:
    draft = composing.save(dossier, request.user, said["template"], said)  # type: ignore[arg-type]
    if request.POST.get("action") != "issue_composed":
        messages.success(request, _("The draft was saved. Look at it before it is issued."))
        return reverse("admin:dossiers_dossier_compose", args=[dossier.uuid])
    draft.dossier = dossier
    composing.issue(draft, request.user)  # type: ignore[arg-type]
    messages.success(request, _("The result was signed and issued."))
    return reverse("admin:dossiers_dossier_page", args=[dossier.uuid])
