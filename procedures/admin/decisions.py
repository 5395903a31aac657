"""Decisions at the desk: what they announce, whether it may be published, and when it must stand with the nation."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import once
from portal.calendar.current import work_calendar
from portal.desk import site
from portal.files.checks import PaperField
from portal.files.serve import serve
from portal.files.storage import store
from portal.templatetags.components import moment
from procedures import publishing, terms
from procedures.models import Decision, DecisionLine, Edition

TERM_WORDS = {
    "done": gettext_lazy("entered in time"),
    "late": gettext_lazy("entered late"),
    "open": gettext_lazy("to be entered by"),
    "near": gettext_lazy("last day to enter it"),
    "overdue": gettext_lazy("overdue since"),
}
TERM_TONES = {"done": "good", "late": "late", "open": "quiet", "near": "near", "overdue": "late"}


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    paper = PaperField(label=gettext_lazy("Signed paper (PDF)"), required=False)

    class Meta:
        model = Decision
        fields = (
            "number", "subject", "signed_on", "signer", "signer_title", "issued_by", "effective_on", "is_shortened",
            "entered_on",
        )  # fmt: skip


class LineForm(forms.ModelForm):  # type: ignore[type-arg]
    """Says what is missing beside the field, before the database does."""

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not values.get("effect"):
            return values
        needs_draft = values["effect"] in (DecisionLine.Effect.NEW, DecisionLine.Effect.AMENDED)
        draft, procedure = values.get("edition"), values.get("procedure")
        if needs_draft and draft is None:
            self.add_error("edition", _("Choose the draft edition that comes into force"))
        if not needs_draft and draft is not None:
            self.add_error("edition", _("Nothing comes into force here: leave the draft empty"))
        if draft is not None and procedure is not None and draft.procedure_id != procedure.pk:
            self.add_error("edition", _("The draft belongs to another procedure."))
        if values["effect"] == DecisionLine.Effect.REPLACED and values.get("successor") is None:
            self.add_error("successor", _("Choose the procedure that takes its place"))
        if values["effect"] != DecisionLine.Effect.REPLACED and values.get("successor") is not None:
            self.add_error("successor", _("Only a replaced procedure has a successor"))
        return values


class LineInline(admin.TabularInline):  # type: ignore[type-arg]
    model = DecisionLine
    form = LineForm
    extra = 0
    raw_id_fields = ("procedure", "successor")
    fields = ("procedure", "effect", "edition", "successor", "note")

    def _may(self, request: HttpRequest, obj: Model | None) -> bool:
        is_open = obj is None or (isinstance(obj, Decision) and obj.is_open)
        return is_open and request.user.has_perm("procedures.change_decision")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("procedures.view_decision")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, obj)

    has_change_permission = has_delete_permission = has_add_permission

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "edition":
            drafts = Edition.objects.filter(state=Edition.State.DRAFT).select_related("procedure")
            kwargs["queryset"] = drafts.only("name", "number", "state", "procedure__code").order_by("procedure__code")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Decision, site=site)
class DecisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = DecisionForm
    list_display = ("number", "subject", "signed_on", "effective_on", "state", "term")
    list_filter = ("state", "is_shortened")
    search_fields = ("number", "subject", "lines__procedure__code")
    date_hierarchy = "signed_on"
    readonly_fields = ("state", "publish_on", "published_at", "published_by", "signed_paper", "term", "ways")
    fieldsets = (
        (None, {"fields": ("number", "subject", ("signed_on", "effective_on"), ("signer", "signer_title"))}),
        (None, {"fields": ("issued_by", "is_shortened", "paper", "signed_paper")}),
        (gettext_lazy("Publication"), {"fields": ("state", "publish_on", "published_at", "published_by", "ways")}),
        (gettext_lazy("National database"), {"fields": ("term", "entered_on")}),
    )
    inlines = (LineInline,)

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path(
                "<int:pk>/cong-bo/", self.admin_site.admin_view(self.publish_page), name="procedures_decision_publish"
            ),
            path("<int:pk>/van-ban/", self.admin_site.admin_view(self.paper_page), name="procedures_decision_paper"),
        ]
        return [*pages, *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Decision | None = None) -> Any:
        """Once published only the date of entry is still to be written."""
        if obj is None or obj.is_open:
            return self.readonly_fields
        return (*self.readonly_fields, *(name for name in DecisionForm.Meta.fields if name != "entered_on"))

    def get_fieldsets(self, request: HttpRequest, obj: Decision | None = None) -> Any:
        if obj is None or obj.is_open:
            return self.fieldsets
        return [(name, {"fields": tuple(f for f in part["fields"] if f != "paper")}) for name, part in self.fieldsets]

    def has_delete_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        return obj is not None and obj.is_open and request.user.has_perm("procedures.delete_decision")

    def save_model(self, request: HttpRequest, obj: Decision, form: Any, change: bool) -> None:
        if upload := form.cleaned_data.get("paper"):
            obj.file = store(upload, by=request.user)  # type: ignore[arg-type]
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("entry into the national database"))
    def term(self, decision: Decision) -> SafeString | str:
        if decision.pk is None:
            return "–"
        found = terms.entry(decision, work_calendar(), timezone.now())
        words = f"{TERM_WORDS[found.state]} {moment(found.due_at) if found.state not in ('done', 'late') else ''}"
        return format_html('<span class="due due--{}">{}</span>', TERM_TONES[found.state], words.strip())

    @admin.display(description=gettext_lazy("signed paper"))
    def signed_paper(self, decision: Decision) -> SafeString | str:
        if decision.file is None:
            return "–"
        at = reverse("admin:procedures_decision_paper", args=[decision.pk])
        return format_html('<a class="govuk-link" href="{}">{}</a>', at, decision.file.name)

    @admin.display(description=gettext_lazy("what to do"))
    def ways(self, decision: Decision) -> SafeString | str:
        if decision.pk is None or not decision.is_open:
            return "–"
        at = reverse("admin:procedures_decision_publish", args=[decision.pk])
        return format_html('<a class="govuk-link" href="{}">{}</a>', at, _("Check and publish"))

    def paper_page(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        if not request.user.has_perm("procedures.view_decision"):
            raise PermissionDenied
        decision = get_object_or_404(Decision.objects.select_related("file"), pk=pk, file__isnull=False)
        response: FileResponse = serve(decision.file)  # type: ignore[arg-type]
        return response

    def publish_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The check, and the three acts: publish now, on a date, or call the date off."""
        if not request.user.has_perm("procedures.change_decision"):
            raise PermissionDenied
        decision = get_object_or_404(Decision, pk=pk)
        form = DayForm(request.POST if request.method == "POST" else None)
        status = 200
        if request.method == "POST" and (request.POST.get("action") != "schedule" or form.is_valid()):
            try:
                return once.answer_once(request, lambda: self._act(request, decision, form))
            except publishing.NotPublished:
                status = 409
            except (publishing.AlreadyPublished, publishing.NothingToPublish) as refusal:
                messages.error(request, str(refusal.message))
                status = 409
        context = self.admin_site.each_context(request) | self._checked(decision) | {"form": form}
        return TemplateResponse(request, "admin/procedures/decision_publish.html", context, status=status)

    def _act(self, request: HttpRequest, decision: Decision, form: "DayForm") -> str:
        match request.POST.get("action"):
            case "schedule":
                publishing.schedule(decision, form.cleaned_data["on"])
                messages.success(request, _("It will be published at midnight of that day."))
            case "unschedule":
                publishing.unschedule(decision)
                messages.success(request, _("The date is called off."))
            case _:
                publishing.publish(decision, by=request.user)  # type: ignore[arg-type]
                messages.success(request, _("Published. It counts for everything filed from now on."))
        return reverse("admin:procedures_decision_change", args=[decision.pk])

    def _checked(self, decision: Decision) -> dict[str, Any]:
        lines = decision.lines.select_related("procedure__current", "edition", "successor").order_by("procedure__code")
        found = publishing.check(decision)
        return {
            "title": _("Check and publish"),
            "decision": decision,
            "rows": [(line, found.get(line.procedure.code, [])) for line in lines],
            "is_whole": bool(lines) and not found,
            "term": self.term(decision),
        }


class DayForm(forms.Form):
    """From when a scheduled decision counts."""

    use_required_attribute = False
    on = forms.DateField(
        label=gettext_lazy("Publish on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose the day")},
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today; what counts from today is published now."))
        return day
