"""Petitions at the desk: the heaps of an office, one petition with what can be done now, the book of a year."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from feedback import publishing
from feedback.admin import cases
from feedback.admin.cases import Heap, at
from feedback.admin.petition_writing import write_down
from feedback.admin.seen import Page, SeenPages, user_of
from feedback.models import Petition, PetitionQuerySet
from feedback.petitions import book, exchange
from feedback.petitions.acting import available, perform
from feedback.petitions.filing import reception_post
from feedback.petitions.table import ACTIONS, PUBLISH, Action
from feedback.pressing import Bound
from portal.desk import site

PAGE, FIRST_YEAR = 30, 2020
TELL_AGAIN = "tell_again"
S = Petition.Status

HEAPS: dict[str, tuple[Any, Heap]] = {
    "": (gettext_lazy("For my agency to do"), lambda found, user: found.awaiting(user)),
    "muon": (gettext_lazy("Late"), cases.late),
    "moi": (gettext_lazy("To be looked through"), at(S.SENT)),
    "chuyen": (gettext_lazy("To be passed on"), at(S.RECEIVED)),
    "xu-ly": (gettext_lazy("Being handled"), at(S.TRANSFERRED, S.HANDLING)),
    "duyet": (gettext_lazy("Answers to approve"), at(S.PROPOSED)),
    "cho": (gettext_lazy("Waiting for the petitioner"), at(S.CLARIFYING)),
    "xong": (gettext_lazy("Ended"), at(S.ANSWERED, S.REFUSED)),
    "tat-ca": (gettext_lazy("All"), lambda found, user: found),
}
"""What the heaps hold of what one may see; of the first somebody at one's agency has the next step."""


@admin.register(Petition, site=site)
class PetitionAdmin(SeenPages):
    def pages(self) -> dict[str, tuple[Page, str]]:
        return {
            "": (require_safe(listed), "changelist"),
            "so/": (require_safe(book_of_a_year), "book"),
            "ghi-nhan/": (write_down, "write_down"),
            "<uuid:key>/": (page, "page"),
            "<uuid:key>/tep/<uuid:file>/": (require_safe(file), "file"),
        }


def listed(request: HttpRequest) -> HttpResponse:
    """By heap, what is due first on top; words are looked for in all of them."""
    user, reached, (heap, words) = user_of(request), _reached(request), cases.asked(request, HEAPS)
    _label, hold = HEAPS[heap]
    rows = _with_words(reached, words) if words else hold(reached, user)
    ordered = rows.order_by(F("due_at").asc(nulls_last=True), "-pk")
    context = site.each_context(request) | {
        "title": _("Petitions"),
        "may_write_down": reception_post(user) is not None,
        "years": range(timezone.localdate().year, FIRST_YEAR - 1, -1),
    }
    context |= cases.listing(request, reached, HEAPS, ordered, PAGE)
    return TemplateResponse(request, "admin/feedback/petitions.html", context)


def _with_words(found: PetitionQuerySet, words: str) -> PetitionQuerySet:
    return found.filter(Q(number__iendswith=words) | Q(title__icontains=words) | Q(name__icontains=words))


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    petition = get_object_or_404(_reached(request), uuid=key)
    if request.method != "POST":
        return _page(request, petition)
    if request.POST.get("action") == TELL_AGAIN and reception_post(user_of(request)):
        exchange.tell_again(petition)
        return redirect("admin:feedback_petition_page", petition.uuid)
    action = cases.action_of(ACTIONS, request.POST.get("action", ""))
    bound = action, cases.sent(request, action, petition)
    return cases.act(request, petition, bound, perform, partial(_page, request, petition))


def _page(request: HttpRequest, petition: Petition, bound: Bound | None = None, status: int = 200) -> HttpResponse:
    user = user_of(request)
    forms = cases.forms(petition, available(petition, user), bound, lambda action: _begun(action, petition))
    context = site.each_context(request) | {
        "title": str(petition),
        "petition": petition,
        "forms": sorted(forms, key=lambda pair: pair != bound),
        "form": bound[1] if bound else None,
        "opened": bound[0] if bound else None,
        "stuck": exchange.stuck(petition),
        "tell_again": TELL_AGAIN if reception_post(user) else "",
        "events": petition.events.select_related("agency", "by").order_by("-number"),
        "files": petition.files.select_related("stored"),
        "answer_files": petition.answer_files.enclosed().select_related("stored"),
        "publication": getattr(petition, "publication", None),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "admin/feedback/petition.html", context, status=status)


def _begun(action: Action, petition: Petition) -> dict[str, Any]:
    """A publication begins with the petition's own words, without what was found to tell who asked."""
    if action is not PUBLISH:
        return {"agency": petition.about_id, "answer": petition.answer}
    return publishing.proposed(petition)


def book_of_a_year(request: HttpRequest) -> HttpResponseBase:
    """Sổ tiếp nhận as a workbook (NĐ 20/2008/NĐ-CP Đ.14)."""
    year = request.GET.get("nam", "")
    wanted = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else timezone.localdate().year
    return book.of_year(_reached(request), wanted)


def file(request: HttpRequest, key: UUID, file: UUID) -> HttpResponseBase:
    petition = get_object_or_404(_reached(request), uuid=key)
    return cases.file([petition.files.all(), petition.answer_files.all()], file)


def _reached(request: HttpRequest) -> PetitionQuerySet:
    whole = ("handler", "about", "procedure", "dossier", "submitter", "publication")
    return Petition.objects.visible_to(user_of(request)).select_related(*whole)
