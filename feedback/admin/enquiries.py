"""Questions at the desk: the heaps of an office, and one question with what can be done now."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from feedback import publishing
from feedback.admin import cases
from feedback.admin.cases import Heap, at
from feedback.admin.seen import Page, SeenPages, user_of
from feedback.enquiries import canned
from feedback.enquiries.acting import available, perform
from feedback.enquiries.table import ACTIONS, APPROVE_PUBLIC, ASSIGN, CORRECT, PROPOSE, PUBLISH, Action
from feedback.holding_form import HoldingForm
from feedback.models import Enquiry, EnquiryQuerySet
from feedback.pressing import Bound
from feedback.spam import sender_of
from portal.desk import site

PAGE = 50
PUT_IN = "chen"
S = Enquiry.Status
HEAPS: dict[str, tuple[Any, Heap]] = {
    "moi": (gettext_lazy("To be given out"), at(S.SENT)),
    "tra-loi": (gettext_lazy("To be answered"), at(S.ASSIGNED)),
    "duyet": (gettext_lazy("Answers to approve"), at(S.PROPOSED)),
    "cho": (gettext_lazy("Waiting for the asker"), at(S.ASKED)),
    "xong": (gettext_lazy("Ended"), at(*Enquiry.ENDED)),
}


@admin.register(Enquiry, site=site)
class EnquiryAdmin(SeenPages):
    def pages(self) -> dict[str, tuple[Page, str]]:
        return {
            "": (require_safe(listed), "changelist"),
            "<uuid:key>/": (page, "page"),
            "<uuid:key>/tep/<uuid:file>/": (require_safe(file), "file"),
        }


def listed(request: HttpRequest) -> HttpResponse:
    """By heap, what is due first on top: what is late comes before all else."""
    reached, (heap, words) = _reached(request), cases.asked(request, HEAPS)
    found = HEAPS[heap][1](reached, user_of(request)) if heap in HEAPS else reached.open()
    if words:
        found = found.filter(title__icontains=words) | found.filter(content__icontains=words)
    ordered = found.order_by("-sent_at", "-pk") if heap == "xong" else found.order_by("due_at", "pk")
    context = site.each_context(request) | {
        "title": _("Questions and answers"),
        "late": reached.late(timezone.now()).count(),
    }
    context |= cases.listing(request, reached, HEAPS, ordered, PAGE)
    return TemplateResponse(request, "admin/feedback/enquiries.html", context)


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    enquiry = get_object_or_404(_reached(request), uuid=key)
    if request.method != "POST":
        return _page(request, enquiry)
    action = cases.action_of(ACTIONS, request.POST.get("action", "") or request.POST.get(PUT_IN, ""))
    if PUT_IN in request.POST:
        return _page(request, enquiry, (action, _with_canned(request, enquiry, action)))
    bound = action, cases.sent(request, action, enquiry)
    return cases.act(request, enquiry, bound, perform, partial(_page, request, enquiry))


def _with_canned(request: HttpRequest, enquiry: Enquiry, action: Action) -> Any:
    """The form as it was typed, with the chosen answer put in behind; nothing has been sent yet."""
    typed = {name: request.POST.get(name, "") for name in action.form.base_fields}
    chosen = canned.offered(enquiry).filter(pk__in=canned.keys(request.POST.get("canned", ""))).first()
    if chosen is not None:
        typed["answer"] = canned.put_into(typed.get("answer", ""), chosen, enquiry)
    form = cases.begun(action, enquiry, typed)
    as_sent = cases.sent(request, action, enquiry)
    if isinstance(form, HoldingForm) and isinstance(as_sent, HoldingForm):
        form.take_over(as_sent, sender_of(request))
    return form


def _page(request: HttpRequest, enquiry: Enquiry, bound: Bound | None = None, status: int = 200) -> HttpResponse:
    possible = available(enquiry, user_of(request))
    forms = cases.forms(enquiry, possible, bound, lambda action: _begun(action, enquiry))
    context = site.each_context(request) | {
        "title": _("Question %(code)s") % {"code": enquiry},
        "enquiry": enquiry,
        "forms": forms,
        "form": bound[1] if bound and bound[1].is_bound else None,
        "opened": bound[0].name if bound else "",
        "canned": canned.offered(enquiry) if any(action is PROPOSE for action, _form in forms) else (),
        "put_in": PUT_IN,
        "events": enquiry.events.select_related("agency", "by").order_by("-number"),
        "answer_files": enquiry.answer_files.enclosed().select_related("stored"),
        "earlier": enquiry.wordings.select_related("by").order_by("-number")[1:],
        "public": getattr(enquiry, "public", None),
        "parked": enquiry.owed.parked().order_by("pk").first(),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "admin/feedback/enquiry.html", context, status=status)


def _begun(action: Action, enquiry: Enquiry) -> dict[str, Any]:
    """What a form begins with: an agency that is likely, the answer as it stands, the public's words."""
    if action is ASSIGN:
        likely = enquiry.about or (enquiry.field.department if enquiry.field else None)
        return {"agency": likely.pk if likely else None}
    if action in (PROPOSE, CORRECT):
        return {"answer": enquiry.answer}
    return publishing.proposed(enquiry) if action in (PUBLISH, APPROVE_PUBLIC) else {}


def file(request: HttpRequest, key: UUID, file: UUID) -> HttpResponseBase:
    return cases.file([get_object_or_404(_reached(request), uuid=key).answer_files.all()], file)


def _reached(request: HttpRequest) -> EnquiryQuerySet:
    whole = Enquiry.objects.select_related(
        "handler", "about", "procedure__current", "field__department", "submitter", "public", "petition"
    )
    return whole & Enquiry.objects.visible_to(user_of(request))
