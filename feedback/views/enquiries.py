"""Questions and answers on the public pages: what was answered, asking, following one's own question."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dossiers.act import Act, Refusal
from dossiers.tracking import counting
from feedback.enquiries import similar
from feedback.enquiries.acting import available, perform
from feedback.enquiries.asking import send
from feedback.enquiries.table import ACTIONS, Action
from feedback.models import Enquiry, PublicAnswer
from feedback.spam import Sender
from feedback.views.enquiry_forms import EnquiryForm
from feedback.views.forms import SecretForm
from portal import once
from portal.accounts.models import User
from procedures.models import Procedure

ROWS, MOST_OWN = 20, 20
HELD = "enquiries_held"
"""In the session: those that were asked from, or opened by their code in, this browser without an account."""

SEEN = "da-xem"
CONFLICT, TOO_OFTEN = 409, 429
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
        "own": Enquiry.objects.of(request.user)[:MOST_OWN] if isinstance(request.user, User) else [],
        "query": urlencode({PARAMETERS[part]: value for part, value in said.items() if value}),
    }
    return render(request, "feedback/enquiries.html", context)


def _named(code: str) -> Procedure | None:
    return Procedure.objects.in_use().select_related("current").filter(code=code).first() if code else None


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    form = EnquiryForm(request.POST or None, initial=_known(request, user))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    said = f"{form.cleaned_data['title']} {form.cleaned_data['content']}"
    near = [] if request.POST.get(SEEN) else similar.like(said)
    return _form(request, form, near=near) if near else _sent(request, form, user)


def _sent(request: HttpRequest, form: EnquiryForm, user: User | None) -> HttpResponse:
    sender = Sender(user, str(get_adapter(request).get_client_ip(request)))

    def act() -> str:
        enquiry = send(form.written(), sender)
        _hold(request, enquiry)
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
    """By the code from the page after asking; a wrong one is answered as an unknown one is."""
    form = SecretForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if counting.source_asks_too_often(request):
            form.add_error(None, _("Too many tries from here. Wait an hour, or call the hotline."))
            status = TOO_OFTEN
        elif enquiry := Enquiry.objects.filter(secret=form.cleaned_data["secret"]).first():
            _hold(request, enquiry)
            return redirect("enquiry", uuid=enquiry.uuid)
        else:
            form.add_error("secret", _("No question has this code. Look at it once more, letter by letter."))
    return render(request, "feedback/enquiry_follow.html", {"form": form}, status=status)


@never_cache
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who asked sees all of it; everybody else what was published; who comes by a notice is asked for the code."""
    enquiry = _held(request, uuid)
    if enquiry is None:
        return _public_page(request, uuid)
    if request.method == "POST":
        return _act(request, enquiry)
    return _own_page(request, enquiry)


def _public_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    answer = similar.public().filter(enquiry__uuid=uuid).first()
    if answer is None:
        return redirect("enquiry_follow")
    return render(request, "feedback/enquiry_public.html", {"answer": answer})


def _own_page(
    request: HttpRequest, enquiry: Enquiry, bound: tuple[Action, Any] | None = None, status: int = 200
) -> HttpResponse:
    possible = [action for action in available(enquiry, enquiry.submitter) if action.is_of_asker]
    context = {
        "enquiry": enquiry,
        "acts": [bound if bound and bound[0] is action else (action, action.form()) for action in possible],
        "form": bound[1] if bound else None,
        "history": [
            event
            for event in enquiry.events.select_related("agency").order_by("-number")
            if not _is_internal(event.action)
        ],
        "is_public": Enquiry.objects.published().filter(pk=enquiry.pk).exists(),
        "shows_secret": enquiry.submitter_id is None,
    }
    return render(request, "feedback/enquiry.html", context, status=status)


def _act(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Who holds the page acts as whoever asked."""
    action = ACTIONS.get(request.POST.get("action", ""))
    if action is None or not action.is_of_asker:
        raise Http404
    form = action.form(request.POST)
    if not form.is_valid():
        return _own_page(request, enquiry, (action, form))

    def act() -> str:
        perform(action, enquiry, Act(enquiry.submitter, values=form.values()))
        return reverse("enquiry", args=[enquiry.uuid])

    try:
        return once.answer_once(request, act)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        enquiry.refresh_from_db()
        return _own_page(request, enquiry, (action, form), CONFLICT)


def _held(request: HttpRequest, uuid: UUID) -> Enquiry | None:
    """By an account, or by the code in this browser's session."""
    whole = Enquiry.objects.select_related("handler", "about", "procedure__current", "field", "submitter")
    mine = whole.filter(submitter=request.user) if isinstance(request.user, User) else whole.none()
    found = mine.filter(uuid=uuid).first()
    if found is None and str(uuid) in request.session.get(HELD, []):
        found = whole.filter(uuid=uuid).first()
    return found


def _hold(request: HttpRequest, enquiry: Enquiry) -> None:
    held = [key for key in request.session.get(HELD, []) if key != str(enquiry.uuid)]
    request.session[HELD] = [*held, str(enquiry.uuid)][-MOST_OWN:]


def _is_internal(name: str) -> bool:
    return name in ACTIONS and ACTIONS[name].is_internal
