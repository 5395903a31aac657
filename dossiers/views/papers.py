"""The papers of a draft: one control per paper, its pages in order, and what may be done to each."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers import drafts, paper_reuse, papers
from dossiers.act import Refusal, WrongStatus
from dossiers.answers import components
from dossiers.models import Attachment, Dossier
from dossiers.views import shown
from dossiers.views.draft import draft_page
from dossiers.views.forms import UploadForm
from portal import once
from portal.files import parts
from portal.files.checks import Sorted
from portal.files.disk import NoRoom
from portal.files.models import PartialUpload
from portal.files.serve import serve_thumbnail
from procedures.models import Component


def no_room_in_words() -> str:
    return _("There is no room for more files at the moment. What you uploaded is kept; try again in an hour.")


@draft_page
def page(request: HttpRequest, draft: Dossier) -> HttpResponseBase:
    """Each file is kept as soon as it is sent; what is refused is said beside its control."""
    if request.method != "POST":
        return _shown(request, draft)
    component = component_of(draft, request.POST.get("component", ""))
    act = ACTS.get(request.POST.get("action", ""))
    form = UploadForm(request.POST, request.FILES, auto_id=f"giay-{component.pk}-%s")
    try:
        answer = _uploaded(request, draft, component, form) if act is None else _done(request, draft, component, act)
    except WrongStatus:
        raise
    except (Refusal, NoRoom) as refusal:
        return _refused(request, draft, form, refusal)
    return answer or _shown(request, draft, form)


def _refused(request: HttpRequest, draft: Dossier, form: UploadForm, refusal: Refusal | NoRoom) -> HttpResponse:
    """Said beside the control of the paper it was about."""
    form.errors.clear()
    full = isinstance(refusal, NoRoom)
    form.add_error("file", no_room_in_words() if full else str(refusal))
    return _shown(request, draft, form, status=HTTPStatus.INSUFFICIENT_STORAGE if full else HTTPStatus.OK)


def component_of(draft: Dossier, number: str) -> Component:
    """One of the papers this draft has to do with: asked for now, or given before."""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Http404
    known = {component.pk: component for component in components(draft)}
    known |= {file.component.pk: file.component for file in papers.not_asked(draft) if file.component}
    if int(number) not in known:
        raise Http404
    return known[int(number)]


def place_on_page(draft: Dossier, component: Component) -> str:
    return reverse("dossier_papers", args=[draft.uuid]) + f"#giay-{component.pk}"


# --- Sending ----------------------------------------------------------------------------------


def _uploaded(request: HttpRequest, draft: Dossier, component: Component, form: UploadForm) -> HttpResponse | None:
    """Several files at once: the good ones are kept, and nothing is answered where others are left to speak of."""
    if not form.is_valid():
        return None
    found = form.sorted
    kept = once.answer_once(request, lambda: _keep(draft, component, found))
    if not found.refused:
        return kept
    form.add_error("file", found.in_words())
    return None


def _keep(draft: Dossier, component: Component, found: Sorted) -> str:
    """Those that came before a limit was reached stay; of the rest it is said why not."""
    for number, paper in enumerate(found.good):
        try:
            papers.add(draft, component, paper)
        except Refusal as refusal:
            if isinstance(refusal, WrongStatus) or not number:
                raise
            found.refused += [(late.file.name or "", str(refusal)) for late in found.good[number:]]
            break
    return place_on_page(draft, component)


# --- Acts on what is there --------------------------------------------------------------------


def _done(
    request: HttpRequest, draft: Dossier, component: Component, act: Callable[[HttpRequest, Dossier, Component], None]
) -> HttpResponse:
    def once_only() -> str:
        act(request, draft, component)
        return place_on_page(draft, component)

    return once.answer_once(request, once_only)


def _on_file(verb: Callable[[Dossier, Attachment], None]) -> Callable[[HttpRequest, Dossier, Component], None]:
    def act(request: HttpRequest, draft: Dossier, component: Component) -> None:
        files = papers.given(draft).filter(component=component)
        verb(draft, get_object_or_404(files, uuid=_uuid(request.POST.get("paper", ""))))

    return act


def _join(request: HttpRequest, draft: Dossier, component: Component) -> None:
    papers.join(draft, component)


def _reuse(request: HttpRequest, draft: Dossier, component: Component) -> None:
    paper_reuse.take(draft, component)


@transaction.atomic
def _drop_part(request: HttpRequest, draft: Dossier, component: Component) -> None:
    begun = PartialUpload.objects.select_for_update().filter(user=draft.submitter_id, scope=scope(draft, component))
    if upload := begun.filter(uuid=_uuid(request.POST.get("part", ""))).first():
        parts.drop(upload)


def scope(draft: Dossier, component: Component) -> str:
    """Where an upload in parts belongs."""
    return f"{draft.uuid}/{component.pk}"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


ACTS: Mapping[str, Callable[[HttpRequest, Dossier, Component], None]] = {
    "remove": _on_file(papers.remove),
    "up": _on_file(papers.move_up),
    "down": _on_file(papers.move_down),
    "want": _on_file(papers.want_anyway),
    "join": _join,
    "reuse": _reuse,
    "drop": _drop_part,
}


# --- What is shown ----------------------------------------------------------------------------


def _shown(
    request: HttpRequest, draft: Dossier, refused: UploadForm | None = None, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    steps = drafts.plan(draft)
    rows = shown.with_upload(shown.paper_rows(draft), UploadForm, refused, request.POST.get("component", ""))
    _with_unfinished(rows, draft)
    _with_earlier(rows, draft)
    required = [row for row in rows if row.component.is_required and row.component.is_handed_in]
    context: dict[str, Any] = {
        "draft": draft,
        "rows": rows,
        "form": refused,
        "way": shown.way(draft, "papers"),
        "back": reverse("dossier_step", args=[draft.uuid, len(steps)]),
        "not_asked": papers.not_asked(draft),
        "largest": settings.FILE_BYTES_MAX,
        "required": required,
        "given": sum(row.is_in_order for row in required),
    }
    return render(request, "dossiers/papers.html", context, status=status)


def _with_unfinished(rows: list[shown.PaperRow], draft: Dossier) -> None:
    by_scope = {scope(draft, row.component): row for row in rows}
    if draft.submitter is not None:
        for upload in parts.unfinished(draft.submitter, list(by_scope)):
            by_scope[upload.scope].unfinished.append(upload)


def _with_earlier(rows: list[shown.PaperRow], draft: Dossier) -> None:
    earlier = paper_reuse.offered(draft, [row.component for row in rows])
    for row in rows:
        row.earlier = earlier.get(row.component.pk, [])


@require_safe
@draft_page
def thumbnail(request: HttpRequest, draft: Dossier, file_uuid: UUID) -> HttpResponse:
    """A page of a paper, small, so that its place among the others can be seen."""
    return serve_thumbnail(get_object_or_404(papers.given(draft).pictures(), uuid=file_uuid).stored)
