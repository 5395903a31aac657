"""Questions at the desk: the heaps of an office, and one question with what can be done now."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dossiers.act import Act, Refusal
from feedback.admin.named import point_out
from feedback.admin.seen import Page, SeenPages
from feedback.enquiries import canned, publishing
from feedback.enquiries.acting import available, perform
from feedback.enquiries.table import ACTIONS, APPROVE_PUBLIC, ASSIGN, CORRECT, PROPOSE, PUBLISH, Action
from feedback.models import Enquiry, EnquiryQuerySet
from portal import once
from portal.desk import site

PAGE = 50
CONFLICT = 409
PUT_IN = "chen"
S = Enquiry.Status
HEAPS: dict[str, tuple[Any, frozenset[S]]] = {
    "moi": (gettext_lazy("To be given out"), frozenset({S.SENT})),
    "tra-loi": (gettext_lazy("To be answered"), frozenset({S.ASSIGNED})),
    "duyet": (gettext_lazy("Answers to approve"), frozenset({S.PROPOSED})),
    "cho": (gettext_lazy("Waiting for the asker"), frozenset({S.ASKED})),
    "xong": (gettext_lazy("Ended"), frozenset({S.ANSWERED, S.REFUSED, S.MOVED})),
}


@admin.register(Enquiry, site=site)
class EnquiryAdmin(SeenPages):
    def pages(self) -> dict[str, tuple[Page, str]]:
        return {"": (require_safe(listed), "changelist"), "<uuid:key>/": (page, "page")}


def listed(request: HttpRequest) -> HttpResponse:
    """By heap, what is due first on top: what is late comes before all else."""
    reached = _reached(request)
    heap = request.GET.get("viec", "")
    statuses = HEAPS[heap][1] if heap in HEAPS else frozenset(S) - HEAPS["xong"][1]
    words = request.GET.get("q", "").strip()[:100]
    found = reached.filter(status__in=statuses)
    if words:
        found = found.filter(title__icontains=words) | found.filter(content__icontains=words)
    ordered = found.order_by("-sent_at", "-pk") if heap == "xong" else found.order_by("due_at", "pk")
    context = site.each_context(request) | {
        "title": _("Questions and answers"),
        "heaps": [(key, label, reached.filter(status__in=own).count()) for key, (label, own) in HEAPS.items()],
        "late": reached.late(timezone.now()).count(),
        "heap": heap,
        "words": words,
        "page": Paginator(ordered, PAGE).get_page(request.GET.get("trang")),
        "query": urlencode({"viec": heap, "q": words}),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "admin/feedback/enquiries.html", context)


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    enquiry = get_object_or_404(_reached(request), uuid=key)
    if request.method != "POST":
        return _page(request, enquiry)
    action = ACTIONS.get(request.POST.get("action", "") or request.POST.get(PUT_IN, ""))
    if action is None or action.is_of_asker:
        raise Http404
    if PUT_IN in request.POST:
        return _page(request, enquiry, (action, _with_canned(request, enquiry, action)))
    form = action.form(request.POST, auto_id=f"{action.name}-%s")
    return _act(request, enquiry, action, form) if form.is_valid() else _page(request, enquiry, (action, form))


def _act(request: HttpRequest, enquiry: Enquiry, action: Action, form: Any) -> HttpResponse:
    def act() -> str:
        perform(action, enquiry, Act(request.user, values=form.values()))  # type: ignore[arg-type]
        messages.success(request, f"{enquiry}: {action.done}")
        return reverse("admin:feedback_enquiry_page", args=[enquiry.uuid])

    try:
        return once.answer_once(request, act)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        point_out(refusal, form, enquiry)
        enquiry.refresh_from_db()
        return _page(request, enquiry, (action, form), CONFLICT)


def _with_canned(request: HttpRequest, enquiry: Enquiry, action: Action) -> Any:
    """The form as it was typed, with the chosen answer put in behind; nothing has been sent yet."""
    typed = {name: request.POST.get(name, "") for name in action.form.base_fields}
    chosen = canned.offered(enquiry).filter(pk__in=canned.keys(request.POST.get("canned", ""))).first()
    if chosen is not None:
        typed["answer"] = canned.put_into(typed.get("answer", ""), chosen, enquiry)
    return action.form(initial=typed, auto_id=f"{action.name}-%s")


def _page(
    request: HttpRequest, enquiry: Enquiry, bound: tuple[Action, Any] | None = None, status: int = 200
) -> HttpResponse:
    possible = available(enquiry, request.user)  # type: ignore[arg-type]
    forms = [
        bound
        if bound and bound[0] is action
        else (action, action.form(initial=_begun(action, enquiry), auto_id=f"{action.name}-%s"))
        for action in possible
        if not action.is_of_asker
    ]
    context = site.each_context(request) | {
        "title": _("Question %(code)s") % {"code": enquiry},
        "enquiry": enquiry,
        "forms": forms,
        "form": bound[1] if bound and bound[1].is_bound else None,
        "opened": bound[0].name if bound else "",
        "canned": canned.offered(enquiry) if any(action is PROPOSE for action, _form in forms) else (),
        "put_in": PUT_IN,
        "events": enquiry.events.select_related("agency", "by").order_by("-number"),
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


def _reached(request: HttpRequest) -> EnquiryQuerySet:
    whole = Enquiry.objects.select_related(
        "handler", "about", "procedure__current", "field__department", "submitter", "public", "petition"
    )
    return whole & Enquiry.objects.visible_to(request.user)  # type: ignore[arg-type]
