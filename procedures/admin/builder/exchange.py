"""A form from elsewhere: from another procedure, or from a JSON file; and out as such a file."""

import json
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.admin.builder import base
from procedures.builder import shape, validity
from procedures.builder.document import Document
from procedures.builder.saving import EditedElsewhere
from procedures.models import Edition
from procedures.questions import provincial_form


class ImportForm(forms.Form):
    """``document`` of the cleaned form is fit to be a form of an edition."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("JSON file"),
        help_text=gettext_lazy("At most 512 kB."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": gettext_lazy("Choose a file first")},
    )

    def clean_file(self) -> Document:
        upload = self.cleaned_data["file"]
        try:
            document = shape.loads(upload.read(shape.BYTES_MAX + 1))
        except shape.Unreadable as fault:
            raise forms.ValidationError(str(fault)) from fault
        return _without_faults(document)


def _without_faults(document: Document) -> Document:
    faults = validity.faults(document)
    if faults:
        raise forms.ValidationError([forms.ValidationError(fault) for fault in faults[: shape.FAULTS_MAX]])
    return document


class CopyForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("Code of the procedure"),
        help_text=gettext_lazy("For example 2.000488"),
        max_length=20,
        error_messages={"required": gettext_lazy("Write the code of the procedure")},
    )
    number = forms.IntegerField(
        label=gettext_lazy("Number of its edition"),
        help_text=gettext_lazy("Empty: the one in force."),
        min_value=1,
        max_value=30000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "code" in given and "number" not in self.errors:
            self._find(given)
        return given

    def _find(self, given: dict[str, Any]) -> None:
        editions = Edition.objects.filter(procedure__code=given["code"].strip()).select_related("procedure")
        edition = editions.filter(number=given["number"]).first() if given["number"] else _current(editions)
        if edition is None:
            self.add_error("code", _("There is no such procedure, or no such edition of it"))
            return
        given["document"] = edition.form or provincial_form(edition.procedure.code)
        for fault in validity.faults(given["document"])[: shape.FAULTS_MAX]:
            self.add_error("code", fault)
        given["name"] = str(edition)


def _current(editions: Any) -> Edition | None:
    edition = editions.first()
    return edition.procedure.current if edition else None


@base.draft_page
def view(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Both ways in; each replaces the form as a whole, and can be undone."""
    action = request.POST.get("action", "")
    importing = ImportForm(request.POST, request.FILES) if action == "import" else ImportForm()
    copying = CopyForm(request.POST) if action == "copy" else CopyForm()
    try:
        if importing.is_valid():
            return _replace(request, edition, importing.cleaned_data["file"], _("Form taken from a file"))
        if copying.is_valid():
            what = _("Form copied from %(name)s") % {"name": copying.cleaned_data["name"]}
            return _replace(request, edition, copying.cleaned_data["document"], what)
    except EditedElsewhere as edited:
        base.tell_of(request, edited)
    return base.shown(
        request, "exchange", edition, title=_("Import, export, copy"), tab="exchange",
        form=importing if importing.is_bound else copying, importing=importing, copying=copying,
    )  # fmt: skip


def _replace(request: HttpRequest, edition: Edition, document: Document, what: str) -> HttpResponse:
    return base.save(request, edition, lambda now: document, what=what, to=base.overview_of(edition))


@base.editions_page
def export(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The form as a file that ``view`` takes back."""
    document = edition.form or provincial_form(edition.procedure.code)
    content = json.dumps(document, ensure_ascii=False, indent=1)
    name = f"{edition.procedure.code}-{edition.number}.json"
    return HttpResponse(
        content, content_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
