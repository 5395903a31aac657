"""Doing what an official asked for on a page of the desk."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from dossiers import workflow
from dossiers.act import Act
from dossiers.action import Action
from dossiers.forms import ActionForm
from dossiers.models import Dossier
from portal.files.storage import store


def do(request: HttpRequest, dossier: Dossier, action: Action, form: ActionForm) -> None:
    """Store what was uploaded and perform, within one transaction (``once.answer_once``): of a refused act not even the
    file's row remains. Raises what ``perform`` raises."""
    values = form.values()
    uploads = {name: value for name, value in values.items() if isinstance(value, UploadedFile)}
    values |= {name: store(upload, by=request.user) for name, upload in uploads.items()}  # type: ignore[arg-type]
    workflow.perform(action, dossier, Act(request.user, values=values))  # type: ignore[arg-type]
