"""Questions and answers on the public pages: what was answered, asking, following one's own question."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dossiers.act import Refusal
from feedback import enclosing
from feedback.enquiries import similar
from feedback.enquiries.acting import perform
from feedback.enquiries.asking import send
from feedback.enquiries.table import ACTIONS
from feedback.models import Enquiry, PublicAnswer
from feedback.pressing import Bound
from feedback.spam import sender_of
from feedback.views import own
from feedback.views.enquiry_forms import EnquiryForm
from feedback.views.own import SEEN, TOO_OFTEN, held, hold, latest
from portal import once
from portal.accounts.models import User
from procedures.models import Procedure

ROWS = 20
WHOLE = Enquiry.objects.select_related("handler", "about", "procedure__current", "field", "submitter")
PARAMETERS = {"words": "q", "field": "linh-vuc", "agency": "co-quan", "procedure": "thu-tuc"}


@require_safe
@never_cache
def public(request: HttpRequest) -> HttpResponse:
    """What was answered and published, newest first or by words; narrowed to a field, an agency, a procedure."""
    said = {part: request.GET.get(name, "")[:200].strip() for part, name in PARAMETERS.items()}
    wanted = similar.Wanted(**said)
    page = Paginator(similar.found(wanted), ROWS).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "wanted": wanted,
        "is_narrowed": any(said.values()),
        "fields": similar.fields(),
        "agencies": similar.agencies(),
        "procedure": _named(wanted.procedure),
        "own": latest(request, Enquiry.objects),
        "query": urlencode({PARAMETERS[part]: value for part, value in said.items() if value}),
    }
    return render(request, "feedback/enquiries.html", context)


def _named(code: str) -> Procedure | None:
    return Procedure.objects.in_use().select_related("current").filter(code=code).first() if code else None


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    form = EnquiryForm(request.POST or None, initial=_known(request, sender_of(request).user))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    said = f"{form.cleaned_data['title']} {form.cleaned_data['content']}"
    near = [] if request.POST.get(SEEN) else similar.like(said)
    return _form(request, form, near=near) if near else _sent(request, form)


def _sent(request: HttpRequest, form: EnquiryForm) -> HttpResponse:
    def act() -> str:
        enquiry = send(form.written(), sender_of(request))
        hold(request, enquiry)
        return reverse("enquiry", args=[enquiry.uuid])

    try:
        return once.answer_once(request, act)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form, status=TOO_OFTEN)


def _form(
    request: HttpRequest, form: EnquiryForm, *, near: list[PublicAnswer] | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "near": near or [], "seen": SEEN, "is_seen": request.POST.get(SEEN)}
    return render(request, "feedback/enquiry_new.html", context, status=status)


def _known(request: HttpRequest, user: User | None) -> dict[str, Any]:
    """What a link from a procedure, an agency or the account tells."""
    known: dict[str, Any] = {
        "procedure_code": request.GET.get("thu-tuc", "")[:40],
        "agency": request.GET.get("co-quan", "")[:250],
    }
    return known | ({"name": str(user), "phone": user.phone, "email": user.email} if user else {})


@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    unknown = _("No question has this code. Look at it once more, letter by letter.")
    return own.follow(request, Enquiry.objects.all(), "enquiry", unknown)


@never_cache
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The asker sees all of it; everybody else what was published; who comes by a notice is asked for the code."""
    enquiry = held(request, WHOLE, uuid)
    if enquiry is None:
        return _public_page(request, uuid)
    if request.method == "POST":
        return own.act(request, enquiry, ACTIONS, perform, partial(_own_page, request, enquiry))
    return _own_page(request, enquiry)


def _public_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    answer = similar.public().filter(enquiry__uuid=uuid).first()
    if answer is None:
        return redirect("enquiry_follow")
    context = {"answer": answer, "files": enclosing.of_public(answer.enquiry)}
    return render(request, "feedback/enquiry_public.html", context)


def _own_page(request: HttpRequest, enquiry: Enquiry, bound: Bound | None = None, status: int = 200) -> HttpResponse:
    context = own.shown(enquiry, ACTIONS, bound) | {"enquiry": enquiry, "is_public": enquiry.is_public}
    return render(request, "feedback/enquiry.html", context, status=status)


@require_safe
@never_cache
def file(request: HttpRequest, uuid: UUID, key: UUID) -> FileResponse:
    """Of the answer."""
    return own.answer_file(held(request, Enquiry.objects.all(), uuid), Enquiry.objects.published(), uuid, key)
