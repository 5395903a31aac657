"""Whether a result or a paper holds, for whoever has its slip or its file (A19): number, agency, procedure, dates.
No content, no person but a masked name."""

import re
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from dossiers.issued import checking, registry
from dossiers.models import IssuedPaper, Result
from dossiers.tracking import counting
from dossiers.tracking.counting import VERIFY
from portal.agencies.succession import Names

TOKEN = re.compile(r"[0-9A-Za-z_-]{1,43}", re.ASCII)
TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS


@require_GET
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """One answer for every token that is not there; a wrong one says nothing about what is."""
    if counting.source_asks_too_often(request, VERIFY):
        return render(request, "dossiers/verification.html", {"limited": True}, status=TOO_MANY)
    found = _found(token) if TOKEN.fullmatch(token) else {}
    status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
    return render(request, "dossiers/verification.html", found, status=status)


def _found(token: str) -> dict[str, Any]:
    whole = Result.objects.select_related("dossier__edition", "dossier__agency", "next")
    if result := whole.filter(token=token, released_at__isnull=False).first():
        return {"result": result, "issued_by": issued_by(result)}
    paper = checking.by_token(token)
    return told(paper) if paper else {}


def issued_by(result: Result) -> str:
    """As the agency was called when it signed, so that the slip in the hand and the page say the same."""
    agency = result.dossier.agency
    return Names([agency.pk]).on(agency, result.signed_on)


def told(paper: IssuedPaper) -> dict[str, Any]:
    """What strangers learn of a paper."""
    return {
        "paper": paper,
        "form": registry.form_of(paper.key, paper.version),
        "owner": checking.masked(paper.dossier.owner.get("name", "")),
    }


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The PDF"),
        help_text=_("The file is looked at and forgotten: nothing of it is kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": _("Choose the PDF to check"), "empty": _("The file is empty. Choose another one.")},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.FILE_BYTES_MAX:
            raise ValidationError(_("The file is larger than 10 MB: papers of this portal are smaller."))
        return file


@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """Whether a PDF is one that this portal issued, and unchanged."""
    if request.method != "POST":
        return _page(request, FileForm())
    if counting.source_asks_too_often(request, VERIFY):
        return render(request, "dossiers/check_file.html", {"limited": True}, status=TOO_MANY)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    verdict = checking.examine(form.cleaned_data["file"].read())
    more = told(verdict.paper) if verdict.paper else {}
    if verdict.result:
        more = {"result": verdict.result, "issued_by": issued_by(verdict.result)}
    return _page(request, FileForm(), verdict=verdict, **more)


def _page(request: HttpRequest, asked: forms.Form, **more: Any) -> HttpResponse:
    return render(request, "dossiers/check_file.html", {"asked": asked, **more})
