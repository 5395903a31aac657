"""Old dossiers at the desk of system administrators: the file, what it must hold, and how far each job is."""

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.backfill import progress
from dossiers.backfill.columns import COLUMNS
from dossiers.backfill.reading import LARGEST, MEDIA, form_of, rows
from dossiers.backfill.tasks import take_over
from dossiers.backfill.work import BACKFILL
from dossiers.link import ROOM
from dossiers.models import OldDossier
from portal import jobs, once
from portal.admin import TONES
from portal.desk import site
from portal.files.storage import store
from portal.jobs import CannotGoOn, Job
from portal.read_only import ReadOnly

SHOWN = 10


class OldDossiersForm(forms.Form):
    """A file, and which system it comes from."""

    use_required_attribute = False
    system = forms.CharField(
        label=gettext_lazy("Older system"),
        max_length=60,
        help_text=gettext_lazy("A short name. A code is taken over once from each system, however often it is sent."),
        error_messages={"required": gettext_lazy("Write which system the file comes from")},
    )
    file = forms.FileField(
        label=gettext_lazy("File with old dossiers"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.jsonl"}),
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "empty": gettext_lazy("The file is empty. Choose it again."),
        },
    )

    def clean_file(self) -> UploadedFile:
        """Its head only: rows are checked one by one as they are taken over."""
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST:
            limit = {"limit": LARGEST // 1024**2}
            raise forms.ValidationError(_("The file is larger than %(limit)s MB. Split it.") % limit, code="too_large")
        form = form_of(upload.read(64))
        upload.seek(0)
        content = upload.read()
        try:
            next(rows(BytesIO(content)), None)
        except CannotGoOn as refusal:
            raise forms.ValidationError(_(refusal.said) % refusal.values, code="format") from refusal
        return SimpleUploadedFile(f"ho-so-cu.{form}", content, MEDIA[form])


@admin.register(OldDossier, site=site)
class OldDossierAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing generic writes one."""

    def get_urls(self) -> list[URLPattern]:
        return [path("", site.admin_view(self.home), name="dossiers_olddossier_changelist")]

    def home(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = OldDossiersForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if form.is_valid():
            return once.answer_once(request, lambda: _begin(request, form))
        known = Job.objects.filter(kind=BACKFILL).select_related("started_by")[:SHOWN]
        context = site.each_context(request) | {
            "room": ROOM,
            "title": _("Take over old dossiers"),
            "form": form,
            "columns": COLUMNS,
            "megabytes": LARGEST // 1024**2,
            "jobs": [
                (job, progress.of(job), TONES.get(job.state, "stopped"), job.started_by_id == request.user.pk)
                for job in known
            ],
        }
        return TemplateResponse(request, "admin/backfill/home.html", context)


def _begin(request: HttpRequest, form: OldDossiersForm) -> str:
    by: Any = request.user
    said = form.cleaned_data
    jobs.start(BACKFILL, take_over, by=by, source=store(said["file"], by=by), system=said["system"])
    messages.success(request, _("The file is being read. How far it is stands below."))
    return reverse("admin:dossiers_olddossier_changelist")
