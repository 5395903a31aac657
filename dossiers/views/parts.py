"""Files that arrive in parts while the page stays open, or after the line was broken: answers for the page's module."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dossiers import papers
from dossiers.act import Refusal
from dossiers.models import Dossier
from dossiers.views.draft import draft_page
from dossiers.views.papers import component_of, no_room_in_words, scope
from portal.accounts.models import User
from portal.files import parts
from portal.files.checks import legible
from portal.files.disk import NoRoom
from portal.files.models import PartialUpload
from portal.files.parts import Part
from procedures.models import Component


@require_POST
@draft_page
def receive(request: HttpRequest, draft: Dossier) -> HttpResponseBase:
    """How far the upload is: ``offset`` is where the next part begins, ``done`` says that the file is kept.

    422 with ``refused`` in words for a file that is not taken, 507 and 429 with ``wait`` in words for one to try later.
    """
    assert isinstance(request.user, User)  # noqa: S101
    component = component_of(draft, request.POST.get("component", ""))
    try:
        part = _part(request, scope(draft, component))
    except parts.BadPart:
        return JsonResponse({"refused": _("This file cannot be uploaded: it is empty or too large.")}, status=400)
    if request.POST.get("action") == "cancel":
        return _cancelled(request.user, part)
    try:
        return _received(request.user, draft, component, part)
    except NoRoom:
        return JsonResponse({"wait": no_room_in_words()}, status=HTTPStatus.INSUFFICIENT_STORAGE)
    except parts.TooManyOpen:
        wait = _("Too many uploads have been begun and not finished. Finish or remove them first.")
        return JsonResponse({"wait": wait}, status=HTTPStatus.TOO_MANY_REQUESTS)


def _part(request: HttpRequest, where: str) -> Part:
    """Raises ``BadPart``."""
    sent = request.POST
    try:
        size, offset = int(sent.get("size", "")), int(sent.get("offset", ""))
    except ValueError as error:
        raise parts.BadPart from error
    return Part(where, sent.get("key", ""), sent.get("name", ""), size, offset, request.FILES.get("part"))


@transaction.atomic
def _cancelled(user: User, part: Part) -> JsonResponse:
    begun = PartialUpload.objects.select_for_update().filter(user=user, scope=part.scope, key=part.key)
    for upload in begun.filter(stored__isnull=True):
        parts.drop(upload)
    return JsonResponse({"offset": 0, "done": False})


@transaction.atomic
def _received(user: User, draft: Dossier, component: Component, part: Part) -> JsonResponse:
    upload = parts.receive(user, part)
    if upload.stored_id is not None:
        if papers.given(draft).filter(stored=upload.stored_id).exists():
            return JsonResponse({"offset": upload.size, "done": True})
        parts.drop(upload)  # taken out again since: the same file may be sent once more
        return JsonResponse({"offset": 0, "done": False})
    if upload.is_whole:
        return _finished(draft, component, upload)
    return JsonResponse({"offset": upload.received, "done": False})


def _finished(draft: Dossier, component: Component, upload: PartialUpload) -> JsonResponse:
    """The whole file, checked and kept, or refused and forgotten."""
    try:
        with parts.whole_file(upload) as arrived:
            paper = papers.add(draft, component, legible(arrived))
    except parts.OtherContent:
        parts.drop(upload)
        return JsonResponse({"offset": 0, "done": False})
    except (ValidationError, Refusal) as refusal:
        parts.drop(upload)
        words = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        return JsonResponse({"refused": words}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    parts.finish(upload, paper.stored)
    return JsonResponse({"offset": upload.size, "done": True})
