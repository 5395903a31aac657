"""Guides, life events and training at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from portal.desk import site
from portal.files.checks import PaperField
from portal.files.media import CaptionsField, VideoField
from portal.files.storage import store
from procedures.admin import training
from procedures.models import (
    Guide,
    GuideStep,
    LifeEvent,
    LifeEventEntry,
    TrainingMaterial,
    TrainingRegistration,
    TrainingSession,
)


class UploadForm(forms.ModelForm):  # type: ignore[type-arg]
    """Uploads become stored files when the form is saved; ``UPLOADS`` says which field feeds which column."""

    UPLOADS: dict[str, str] = {}

    def keep_uploads(self, by: Any) -> None:
        for name, column in self.UPLOADS.items():
            upload = self.cleaned_data.get(name)
            if isinstance(upload, UploadedFile):
                setattr(self.instance, column, store(upload, by=by))


class GuideForm(UploadForm):
    UPLOADS = {"video": "file", "sample": "file", "vtt": "captions"}
    video = VideoField(label=_("Video (MP4 or WebM, at most 300 MB)"), required=False)
    vtt = CaptionsField(label=_("Captions (WebVTT)"), required=False)
    sample = PaperField(label=_("Sample dossier (PDF)"), required=False)

    class Meta:
        model = Guide
        fields = ("kind", "title", "procedure", "field", "text", "address", "seconds", "is_published")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        has_video = values.get("video") or values.get("address") or self.instance.file_id
        if values.get("kind") == Guide.Kind.VIDEO and not has_video:
            self.add_error("video", _("Choose a video, or write its address"))
        if values.get("kind") == Guide.Kind.SAMPLE and not (values.get("sample") or self.instance.file_id):
            self.add_error("sample", _("Choose the file of the sample dossier"))
        if values.get("procedure") and values.get("field"):
            self.add_error("field", _("A guide is for a procedure or for a field, not for both"))
        return values


class StepForm(UploadForm):
    UPLOADS = {"image": "picture"}
    image = PaperField(label=_("picture"), required=False)

    class Meta:
        model = GuideStep
        fields = ("number", "text")


class StepInline(admin.TabularInline):  # type: ignore[type-arg]
    model = GuideStep
    form = StepForm
    extra = 0


class Uploading:
    """Keeps uploads of the form and its rows."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.keep_uploads(request.user)
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.forms:
            if isinstance(row, UploadForm) and row.has_changed():
                row.keep_uploads(request.user)
        super().save_formset(request, form, formset, change)  # type: ignore[misc]


@admin.register(Guide, site=site)
class GuideAdmin(Uploading, admin.ModelAdmin):  # type: ignore[type-arg]
    form = GuideForm
    list_display = ("title", "kind", "procedure", "field", "is_published", "changed_at")
    list_filter = ("kind", "is_published")
    search_fields = ("title", "procedure__code")
    list_select_related = ("procedure__current", "field")
    raw_id_fields = ("procedure",)
    inlines = (StepInline,)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Names of fields are Vietnamese in both languages."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "field" and field is not None:
            field.widget.attrs["lang"] = "vi"
        return field


class EntryInline(admin.TabularInline):  # type: ignore[type-arg]
    model = LifeEventEntry
    extra = 0
    raw_id_fields = ("procedure",)


@admin.register(LifeEvent, site=site)
class LifeEventAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name_vi", "audience", "number")
    list_filter = ("audience",)
    inlines = (EntryInline,)


class MaterialForm(UploadForm):
    UPLOADS = {"paper": "file"}
    paper = PaperField(label=_("File (PDF)"), required=False)

    class Meta:
        model = TrainingMaterial
        fields = ("title", "topic", "address")


@admin.register(TrainingMaterial, site=site)
class TrainingMaterialAdmin(Uploading, admin.ModelAdmin):  # type: ignore[type-arg]
    form = MaterialForm
    list_display = ("title", "topic", "added_at")


class RegistrationInline(admin.TabularInline):  # type: ignore[type-arg]
    """Who comes; only attendance is written here, seats are given by registering."""

    model = TrainingRegistration
    extra = 0
    fields = ("official", "agency", "is_waiting", "registered_at", "attended")
    readonly_fields = ("official", "agency", "is_waiting", "registered_at")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(TrainingSession, site=site)
class TrainingSessionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("title", "starts_at", "place", "seats", "open_until")
    filter_horizontal = ("agencies",)
    inlines = (RegistrationInline,)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Names of agencies are Vietnamese in both languages."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["lang"] = "vi"
        return field

    def get_urls(self) -> list[URLPattern]:
        return [*training.addresses(self.admin_site), *super().get_urls()]
