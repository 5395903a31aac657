"""Petitions at the desk: the heaps of an office, one petition with what can be done now, the book of a year."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.act import Act, Refusal
from feedback.models import Petition, PetitionFile
from feedback.petitions import book, removing
from feedback.petitions.acting import available, perform
from feedback.petitions.table import ACTIONS, PETITIONER, PUBLISH, Action
from portal import once
from portal.desk import site
from portal.files.serve import serve
from portal.read_only import ReadOnly

PAGE = 50
CONFLICT = 409
S = Petition.Status
HEAPS: dict[str, tuple[Any, frozenset[S]]] = {
    "moi": (gettext_lazy("To be looked through"), frozenset({S.SENT})),
    "chuyen": (gettext_lazy("To be passed on"), frozenset({S.RECEIVED})),
    "xu-ly": (gettext_lazy("Being handled"), frozenset({S.TRANSFERRED, S.HANDLING})),
    "duyet": (gettext_lazy("Answers to approve"), frozenset({S.PROPOSED})),
    "cho": (gettext_lazy("Waiting for the petitioner"), frozenset({S.CLARIFYING})),
    "xong": (gettext_lazy("Ended"), frozenset({S.ANSWERED, S.REFUSED})),
}


@admin.register(Petition, site=site)
class PetitionAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        return [
            path("", site.admin_view(listed), name="feedback_petition_changelist"),
            path("so/", site.admin_view(book_of_a_year), name="feedback_petition_book"),
            path("<uuid:key>/", site.admin_view(page), name="feedback_petition_page"),
            path("<uuid:key>/tep/<uuid:file>/", site.admin_view(file), name="feedback_petition_file"),
        ]


def listed(request: HttpRequest) -> HttpResponse:
    """By heap, what is due first on top."""
    reached = _reached(request)
    heap = request.GET.get("viec", "")
    statuses = HEAPS[heap][1] if heap in HEAPS else frozenset(S) - HEAPS["xong"][1]
    words = request.GET.get("q", "").strip()[:100]
    found = reached.filter(status__in=statuses).select_related("handler")
    if words:
        found = found.filter(number__iendswith=words) | found.filter(title__icontains=words)
    context = site.each_context(request) | {
        "title": _("Petitions"),
        "heaps": [(key, label, reached.filter(status__in=own).count()) for key, (label, own) in HEAPS.items()],
        "heap": heap,
        "words": words,
        "rows": found.order_by("due_at", "pk")[:PAGE],
        "now": timezone.now(),
    }
    return TemplateResponse(request, "admin/feedback/petitions.html", context)


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    petition = get_object_or_404(_reached(request), uuid=key)
    if request.method != "POST":
        return _page(request, petition)
    action = ACTIONS.get(request.POST.get("action", ""))
    if action is None or action.part == PETITIONER:
        raise Http404
    form = action.form(request.POST, auto_id=f"{action.name}-%s")
    if not form.is_valid():
        return _page(request, petition, (action, form))

    def act() -> str:
        perform(action, petition, Act(request.user, values=form.values()))  # type: ignore[arg-type]
        messages.success(request, f"{petition}: {action.done}")
        return reverse("admin:feedback_petition_page", args=[petition.uuid])

    try:
        return once.answer_once(request, act)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        petition.refresh_from_db()
        return _page(request, petition, (action, form), CONFLICT)


def _page(
    request: HttpRequest, petition: Petition, bound: tuple[Action, Any] | None = None, status: int = 200
) -> HttpResponse:
    possible = available(petition, request.user)  # type: ignore[arg-type]
    forms = [
        bound
        if bound and bound[0] is action
        else (action, action.form(initial=_begun(action, petition), auto_id=f"{action.name}-%s"))
        for action in possible
        if action.part != PETITIONER
    ]
    context = site.each_context(request) | {
        "title": petition.title,
        "petition": petition,
        "forms": forms,
        "form": bound[1] if bound else None,
        "events": petition.events.select_related("agency", "by").order_by("-number"),
        "files": petition.files.select_related("stored"),
        "publication": getattr(petition, "publication", None),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "admin/feedback/petition.html", context, status=status)


def _begun(action: Action, petition: Petition) -> dict[str, str]:
    """A publication begins with the petition's own words, without what was found to tell who asked."""
    if action is not PUBLISH:
        return {}
    texts = {"title": petition.title, "content": petition.content, "answer": petition.answer}
    return {name: removing.proposed(text, petition).text for name, text in texts.items()}


def book_of_a_year(request: HttpRequest) -> HttpResponseBase:
    """Sổ tiếp nhận as a workbook (NĐ 20/2008/NĐ-CP Đ.14)."""
    year = request.GET.get("nam", "")
    wanted = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else timezone.localdate().year
    return book.of_year(_reached(request), wanted)


def file(request: HttpRequest, key: UUID, file: UUID) -> HttpResponseBase:
    files = PetitionFile.objects.filter(petition__in=_reached(request), petition__uuid=key)
    return serve(get_object_or_404(files.select_related("stored"), stored__uuid=file).stored)


def _reached(request: HttpRequest) -> QuerySet[Petition]:
    whole = Petition.objects.select_related("handler", "about", "procedure", "dossier", "submitter", "publication")
    return whole & Petition.objects.visible_to(request.user)  # type: ignore[arg-type]
