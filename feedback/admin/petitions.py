"""Petitions at the desk: the heaps of an office, one petition with what can be done now, the book of a year."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dossiers.act import Act, Refusal
from feedback.admin.named import point_out
from feedback.admin.petition_writing import write_down
from feedback.models import Petition, PetitionFile, PetitionQuerySet
from feedback.petitions import book, exchange, removing
from feedback.petitions.acting import available, perform
from feedback.petitions.filing import reception_post
from feedback.petitions.forms import PublishForm
from feedback.petitions.table import ACTIONS, PETITIONER, PUBLISH, Action
from portal import once
from portal.accounts.models import User
from portal.desk import site
from portal.files.serve import serve
from portal.read_only import ReadOnly

PAGE, FIRST_YEAR = 30, 2020
CONFLICT = 409
TELL_AGAIN = "tell_again"
S = Petition.Status
Heap = Callable[[PetitionQuerySet, User], PetitionQuerySet]


def _at(*statuses: S) -> Heap:
    return lambda found, user: found.filter(status__in=statuses)


HEAPS: dict[str, tuple[Any, Heap]] = {
    "": (gettext_lazy("For my agency to do"), lambda found, user: found.awaiting(user)),
    "muon": (gettext_lazy("Late"), lambda found, user: found.late(timezone.now())),
    "moi": (gettext_lazy("To be looked through"), _at(S.SENT)),
    "chuyen": (gettext_lazy("To be passed on"), _at(S.RECEIVED)),
    "xu-ly": (gettext_lazy("Being handled"), _at(S.TRANSFERRED, S.HANDLING)),
    "duyet": (gettext_lazy("Answers to approve"), _at(S.PROPOSED)),
    "cho": (gettext_lazy("Waiting for the petitioner"), _at(S.CLARIFYING)),
    "xong": (gettext_lazy("Ended"), _at(S.ANSWERED, S.REFUSED)),
    "tat-ca": (gettext_lazy("All"), lambda found, user: found),
}
"""What the heaps hold of what one may see; of the first somebody at one's agency has the next step."""


@admin.register(Petition, site=site)
class PetitionAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[Callable[..., HttpResponseBase], str]] = {
            "": (require_safe(listed), "changelist"),
            "so/": (require_safe(book_of_a_year), "book"),
            "ghi-nhan/": (write_down, "write_down"),
            "<uuid:key>/": (page, "page"),
            "<uuid:key>/tep/<uuid:file>/": (require_safe(file), "file"),
        }
        view, name = self.admin_site.admin_view, "feedback_petition_{}".format
        return [path(route, view(self._checked(one)), name=name(last)) for route, (one, last) in pages.items()]

    def _checked(self, page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(page)
        def checked(request: HttpRequest, **rest: Any) -> HttpResponseBase:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return page(request, **rest)

        return checked


def listed(request: HttpRequest) -> HttpResponse:
    """By heap, what is due first on top; words are looked for in all of them."""
    user, reached = _user(request), _reached(request)
    heap, words = request.GET.get("viec", ""), request.GET.get("q", "").strip()[:100]
    heap = heap if heap in HEAPS else ""
    rows = _with_words(reached, words) if words else HEAPS[heap][1](reached, user)
    context = site.each_context(request) | {
        "title": _("Petitions"),
        "heaps": [(key, label, hold(reached, user).count()) for key, (label, hold) in HEAPS.items()],
        "heap": heap,
        "words": words,
        "page": Paginator(rows.order_by(F("due_at").asc(nulls_last=True), "-pk"), PAGE).get_page(
            request.GET.get("trang")
        ),
        "query": urlencode({"viec": heap, "q": words}),
        "now": timezone.now(),
        "may_write_down": reception_post(user) is not None,
        "years": range(timezone.localdate().year, FIRST_YEAR - 1, -1),
    }
    return TemplateResponse(request, "admin/feedback/petitions.html", context)


def _with_words(found: PetitionQuerySet, words: str) -> PetitionQuerySet:
    return found.filter(Q(number__iendswith=words) | Q(title__icontains=words) | Q(name__icontains=words))


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    petition = get_object_or_404(_reached(request), uuid=key)
    if request.method != "POST":
        return _page(request, petition)
    if request.POST.get("action") == TELL_AGAIN and reception_post(_user(request)):
        exchange.tell_again(petition)
        return redirect("admin:feedback_petition_page", petition.uuid)
    action = ACTIONS.get(request.POST.get("action", ""))
    if action is None or action.part == PETITIONER:
        raise Http404
    form = _form(action, petition, request.POST)
    if not form.is_valid():
        return _page(request, petition, (action, form))

    def act() -> str:
        perform(action, petition, Act(_user(request), values=form.values()))
        messages.success(request, f"{petition}: {action.done}")
        return reverse("admin:feedback_petition_page", args=[petition.uuid])

    try:
        return once.answer_once(request, act)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        point_out(refusal, form, petition)
        petition.refresh_from_db()
        return _page(request, petition, (action, form), CONFLICT)


def _page(
    request: HttpRequest, petition: Petition, bound: tuple[Action, Any] | None = None, status: int = 200
) -> HttpResponse:
    forms = [
        bound if bound and bound[0] is action else (action, _form(action, petition))
        for action in available(petition, _user(request))
        if action.part != PETITIONER
    ]
    context = site.each_context(request) | {
        "title": str(petition),
        "petition": petition,
        "forms": sorted(forms, key=lambda pair: pair != bound),
        "form": bound[1] if bound else None,
        "opened": bound[0] if bound else None,
        "stuck": exchange.stuck(petition),
        "tell_again": TELL_AGAIN if reception_post(_user(request)) else "",
        "events": petition.events.select_related("agency", "by").order_by("-number"),
        "files": petition.files.select_related("stored"),
        "publication": getattr(petition, "publication", None),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "admin/feedback/petition.html", context, status=status)


def _form(action: Action, petition: Petition, sent: QueryDict | None = None) -> Any:
    form = action.form(sent, initial=_begun(action, petition), auto_id=f"{action.name}-%s")
    if isinstance(form, PublishForm):
        form.of(petition)
    return form


def _begun(action: Action, petition: Petition) -> dict[str, Any]:
    """A publication begins with the petition's own words, without what was found to tell who asked."""
    if action is not PUBLISH:
        return {"agency": petition.about_id, "answer": petition.answer}
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


def _reached(request: HttpRequest) -> PetitionQuerySet:
    whole = ("handler", "about", "procedure", "dossier", "submitter", "publication")
    return Petition.objects.visible_to(_user(request)).select_related(*whole)


def _user(request: HttpRequest) -> User:
    """Who passed the door of the desk."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
