"""Statements of providers at the desk: bring one in, see what differs, decide what did not settle itself. For cashiers
at the level of the province."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from io import BytesIO
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dossiers.act import Refusal
from payments.models import Discrepancy, Statement
from payments.models.statements import reconciles
from payments.statements import bringing, deciding, workbook
from payments.statements.layouts import LAYOUTS
from payments.statements.reading import glance
from portal import once
from portal.desk import site
from portal.files.checks import safe_name
from portal.files.serve import serve
from portal.jobs import CannotGoOn
from portal.read_only import ReadOnly
from portal.sheets import XLSX_TYPE, attached

LARGEST = 10 * 1024 * 1024
PAGE, STATEMENTS = 50, 30
HOME = "admin:payments_statement_changelist"
STATES = {
    "": Discrepancy.State.OPEN,
    "tu-ghi": Discrepancy.State.RECORDED,
    "den-sau": Discrepancy.State.CAME,
    "da-dong": Discrepancy.State.CLOSED,
}
TONES = {"open": "asking", "recorded": "active", "came": "done", "closed": "stopped"}


class BringForm(forms.Form):
    """Whose statement, of which day, in which file: XLSX or CSV by its content."""

    use_required_attribute = False
    provider = forms.ChoiceField(
        label=gettext_lazy("Statement of"),
        choices=[(layout.provider, layout.label) for layout in LAYOUTS.values()],
    )
    on = forms.DateField(
        label=gettext_lazy("Of the day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the day of the statement"),
            "invalid": gettext_lazy("Write the day as day/month/year."),
        },
    )
    file = forms.FileField(
        label=gettext_lazy("File of the statement"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "empty": gettext_lazy("The file is empty. Choose it again."),
        },
    )

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("The day lies ahead."))
        return on

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST:
            limit = {"limit": LARGEST // 1024**2}
            raise forms.ValidationError(_("The file is larger than %(limit)s MB. Split it.") % limit, code="too_large")
        content = BytesIO(upload.read())
        try:
            glance(content, LAYOUTS[self.cleaned_data.get("provider") or next(iter(LAYOUTS))])
        except CannotGoOn as refusal:
            raise forms.ValidationError(_(refusal.said) % refusal.values, code="format") from refusal
        is_workbook = content.getvalue().startswith(b"PK")
        name = safe_name(upload.name or "", ".xlsx" if is_workbook else ".csv")
        return SimpleUploadedFile(name, content.getvalue(), XLSX_TYPE if is_workbook else "text/csv")


class GroundForm(forms.Form):
    use_required_attribute = False
    ground = forms.CharField(
        label=gettext_lazy("Why it may rest"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stays with your name. Write nothing about the payer."),
        error_messages={"required": gettext_lazy("Write why it may rest.")},
    )


@admin.register(Statement, site=site)
class StatementAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing generic writes a statement."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and reconciles(request.user)  # type: ignore[arg-type]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[Callable[..., HttpResponseBase], str]] = {
            "": (home, "changelist"),
            "<uuid:key>/": (require_safe(page), "page"),
            "<uuid:key>/sai-lech.xlsx": (require_safe(export), "workbook"),
            "<uuid:key>/tep/": (require_safe(file), "file"),
            "<uuid:key>/<int:pk>/": (difference, "difference"),
        }
        view, name = self.admin_site.admin_view, "payments_statement_{}".format
        return [path(route, view(self._checked(one)), name=name(last)) for route, (one, last) in pages.items()]

    def _checked(self, page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(page)
        def checked(request: HttpRequest, **rest: Any) -> HttpResponseBase:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return page(request, **rest)

        return checked


# --- All of them ------------------------------------------------------------------------------------
def home(request: HttpRequest) -> HttpResponse:
    yesterday = {"on": timezone.localdate() - timedelta(days=1)}
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm(initial=yesterday)
    if form.is_valid():
        try:
            return once.answer_once(request, lambda: _bring_in(request, form))
        except bringing.BroughtBefore as before:
            form.add_error("file", _first(before.statement))
    found = Paginator(_statements(request), STATEMENTS).get_page(request.GET.get("trang"))
    context = site.each_context(request) | {
        "title": _("Statements of providers"),
        "form": form,
        "page": found,
        "rows": [(one, LAYOUTS[one.provider].label) for one in found],
        "megabytes": LARGEST // 1024**2,
    }
    return TemplateResponse(request, "admin/statements/list.html", context)


def _statements(request: HttpRequest) -> Any:
    left = Count("differences", filter=Q(differences__state=Discrepancy.State.OPEN))
    found = Statement.objects.visible_to(request.user).annotate(left=left)  # type: ignore[arg-type]
    return found.select_related("job").order_by("-on", "-pk")


def _bring_in(request: HttpRequest, form: BringForm) -> str:
    said = form.cleaned_data
    brought = bringing.bring_in(LAYOUTS[said["provider"]], said["on"], said["file"], request.user)  # type: ignore[arg-type]
    assert brought.job is not None  # noqa: S101  (just begun)
    return reverse("admin:portal_job_page", args=[brought.job.uuid])


def _first(statement: Statement) -> str:
    said = _("This very file has been brought in already, as the statement of {day}.")
    link = format_html(
        '<a href="{}">{}</a>', reverse("admin:payments_statement_page", args=[statement.uuid]), _("See it")
    )
    return format_html("{} {}", said.format(day=f"{statement.on:%d/%m/%Y}"), link)


# --- One of them ------------------------------------------------------------------------------------
def page(request: HttpRequest, key: UUID) -> HttpResponse:
    statement = _find(request, key)
    wanted = request.GET.get("xem", "")
    state = STATES.get(wanted, Discrepancy.State.OPEN)
    counts = dict(statement.differences.order_by().values_list("state").annotate(Count("pk")))
    found = Paginator(_differences(statement, state), PAGE).get_page(request.GET.get("trang"))
    context = site.each_context(request) | {
        "title": _("Statement"),
        "statement": statement,
        "label": LAYOUTS[statement.provider].label,
        "state": state,
        "states": [(name, one, one.label, counts.get(one, 0)) for name, one in STATES.items()],
        "rows": found,
        "page": found,
        "parameters": f"xem={wanted}" if wanted in STATES else "",
    }
    return TemplateResponse(request, "admin/statements/page.html", context)


def _find(request: HttpRequest, key: UUID) -> Statement:
    wanted = Statement.objects.visible_to(request.user)  # type: ignore[arg-type]
    return get_object_or_404(wanted.select_related("file", "job", "imported_by"), uuid=key)


def _differences(statement: Statement, state: Discrepancy.State | None = None) -> Any:
    found = statement.differences.select_related("line", "settlement", "ended_by")
    return found if state is None else found.filter(state=state)


def export(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every difference, in Vietnamese."""
    statement = _find(request, key)
    name = f"doi-soat-{statement.provider}-{statement.on:%Y-%m-%d}.xlsx"
    return attached(workbook.differences(statement, _differences(statement)), name)


def file(request: HttpRequest, key: UUID) -> FileResponse:
    return serve(_find(request, key).file)


def difference(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    statement = _find(request, key)
    found = get_object_or_404(_differences(statement), pk=pk)
    form, status = GroundForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            return once.answer_once(request, lambda: _close(request, found, form.cleaned_data["ground"]))
        except Refusal as refusal:
            messages.error(request, str(refusal))
            found, status = get_object_or_404(_differences(statement), pk=pk), 409
    context = site.each_context(request) | {
        "title": _("Difference in a statement"),
        "statement": statement,
        "label": LAYOUTS[statement.provider].label,
        "found": found,
        "form": form,
        "tone": TONES[found.state],
    }
    return TemplateResponse(request, "admin/statements/difference.html", context, status=status)


def _close(request: HttpRequest, found: Discrepancy, ground: str) -> str:
    deciding.close(found, ground, request.user)  # type: ignore[arg-type]
    messages.success(request, _("Closed. It stays with your name and the ground."))
    return reverse("admin:payments_statement_page", args=[found.statement.uuid])
