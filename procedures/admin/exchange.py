"""Import and export at the desk: choose, look at the dry run, confirm. The work itself is a job."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import floatformat
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal import jobs, once
from portal.admin import TONES
from portal.desk import site
from portal.files.checks import safe_name
from portal.files.storage import store
from portal.jobs import CannotGoOn, Job
from procedures.admin.editions import ToLookAt
from procedures.exchange.formats import FORMATS, LARGEST, recognised
from procedures.exchange.selection import SelectionForm, chosen
from procedures.exchange.work import EXPORT, IMPORT, KINDS, LABELS, TRIAL
from procedures.models import Exchange
from procedures.tasks import run_jobs

RECENT = 5


class UploadForm(forms.Form):
    """A file of the catalogue, of one of the three formats by its content."""

    file = forms.FileField(
        label=gettext_lazy("File with procedures"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.json,.jsonl"}),
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "empty": gettext_lazy("The file is empty. Choose it again."),
        },
    )

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST:
            limit = {"limit": LARGEST // 1024**2}
            raise forms.ValidationError(_("The file is larger than %(limit)s MB. Split it.") % limit, code="too_large")
        content = BytesIO(upload.read())
        try:
            kind = recognised(content)
            kind.glance(content)
        except CannotGoOn as refusal:
            raise forms.ValidationError(_(refusal.said) % refusal.values, code="format") from refusal
        name = safe_name(upload.name or "", f".{kind.name}")
        return SimpleUploadedFile(name, content.getvalue(), kind.media_type)


@admin.register(Exchange, site=site)
class ExchangeAdmin(ToLookAt, admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        name = "procedures_exchange_{}".format
        return [
            path("", view(self._checked(require_safe(self.home))), name=name("changelist")),
            path("xuat/", view(self._checked(self.export)), name=name("export")),
            path("nhap/", view(self._checked(self.upload)), name=name("upload")),
            path("<uuid:key>/xac-nhan/", view(self._checked(self.confirm)), name=name("confirm")),
        ]

    def _checked(self, page: Any) -> Any:
        def checked(request: HttpRequest, **rest: Any) -> HttpResponse:
            if not self.has_view_permission(request):
                raise PermissionDenied
            answer: HttpResponse = page(request, **rest)
            return answer

        return checked

    def _render(self, request: HttpRequest, template: str, **more: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), **more}
        return TemplateResponse(request, f"admin/exchange/{template}.html", context)

    def home(self, request: HttpRequest) -> HttpResponse:
        return self._home(request, SelectionForm(request.GET))

    def _home(self, request: HttpRequest, form: SelectionForm, upload: UploadForm | None = None) -> HttpResponse:
        """The filter with its count on the left, the upload beside it, what was begun last below."""
        parameters = form.parameters() if form.is_valid() else None
        mine = Job.objects.visible_to(request.user).filter(kind__in=KINDS)  # type: ignore[arg-type]
        recent = mine.select_related("source")[:RECENT]
        return self._render(
            request,
            "home",
            title=_("Import and export"),
            form=form,
            upload=upload or UploadForm(),
            formats=FORMATS.values(),
            number=chosen(parameters).count() if parameters else None,
            parameters=parameters,
            megabytes=LARGEST // 1024**2,
            recent=[
                (job, KINDS[job.kind], KINDS[job.kind].about(job), TONES.get(job.state, "stopped")) for job in recent
            ],
        )

    def export(self, request: HttpRequest) -> HttpResponse:
        form = SelectionForm(request.POST if request.method == "POST" else {})
        if request.method != "POST" or not form.is_valid():
            return self._home(request, form)
        return once.answer_once(request, lambda: self._begin(request, EXPORT, **form.parameters()))

    def upload(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if not form.is_valid():
            return self._home(request, SelectionForm({}), form)
        return once.answer_once(request, lambda: self._try_out(request, form.cleaned_data["file"]))

    def _try_out(self, request: HttpRequest, file: UploadedFile) -> str:
        return self._begin(request, TRIAL, source=store(file, by=request.user))  # type: ignore[arg-type]

    def _begin(self, request: HttpRequest, kind: str, **more: Any) -> str:
        job = jobs.start(kind, run_jobs, by=request.user, **more)  # type: ignore[arg-type]
        return reverse("admin:portal_job_page", args=[job.uuid])

    def confirm(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """A finished dry run of one's own, to be done in earnest once."""
        wanted = Job.objects.filter(uuid=key, kind=TRIAL, state=Job.State.DONE, started_by=request.user.pk)
        trial = get_object_or_404(wanted.exclude(source=None).select_related("source"))
        begun = Job.objects.filter(kind=IMPORT, started_by=request.user.pk, parameters__trial=trial.pk).first()
        if begun is not None:
            return redirect("admin:portal_job_page", begun.uuid)
        if request.method == "POST":
            source = trial.source
            return once.answer_once(request, lambda: self._begin(request, IMPORT, source=source, trial=trial.pk))
        counts = [
            (label, floatformat(trial.counts[name], "g")) for name, label in LABELS.items() if trial.counts.get(name)
        ]
        return self._render(request, "confirm", title=_("Check and import"), trial=trial, counts=counts)
