"""Petitions on the public pages: what was answered, sending one, following one's own."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dossiers.act import Act, Refusal
from dossiers.tracking import counting
from feedback.models import Petition, PetitionFile, Publication
from feedback.petitions import holding, similar
from feedback.petitions.acting import available, perform
from feedback.petitions.filing import MOST_FILES, send
from feedback.petitions.table import ACTIONS, PETITIONER, Action
from feedback.spam import Sender
from feedback.views.forms import PetitionForm, SecretForm
from portal import once
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.files.quota import DayFull
from portal.files.serve import serve

ROWS, MOST_OWN = 20, 20
HELD = "petitions_held"
"""In the session: those that were sent from, or opened by their code in, this browser without an account."""

SEEN = "da-xem"
CONFLICT, TOO_OFTEN = 409, 429
FULL = gettext_lazy("You have sent as many files as a day allows. Send it without them, or tomorrow.")


@require_safe
@never_cache
def public(request: HttpRequest) -> HttpResponse:
    """What was answered and published, newest first or by words."""
    words = request.GET.get("q", "")[:200].strip()
    page = Paginator(similar.found(words), ROWS).get_page(request.GET.get("trang"))
    own = Petition.objects.of(request.user)[:MOST_OWN] if isinstance(request.user, User) else []
    return render(
        request, "feedback/petitions.html", {"page": page, "words": words, "own": own, "query": urlencode({"q": words})}
    )


def new(request: HttpRequest) -> HttpResponse:
    """The form, at first with what the link to it tells; sent back, it keeps what was typed and what was chosen."""
    user = request.user if isinstance(request.user, User) else None
    form = PetitionForm(request.POST or None, request.FILES or None, user=user, initial=_known(request, user))
    if request.method != "POST":
        return _form(request, form)
    if form.has_lost and not once.is_used(request):
        form.add_error("files", _("A file was chosen more than a day ago and is no longer kept. Choose it again."))
    if not form.is_valid():
        return _form(request, form)
    near = [] if request.POST.get(SEEN) else similar.like(_said(form))
    if near and not once.is_used(request):
        return _form(request, form, near=near)
    return _sent(request, form, user)


def _said(form: PetitionForm) -> str:
    return f"{form.cleaned_data['title']} {form.cleaned_data['content']}"


def _sender(request: HttpRequest, user: User | None) -> Sender:
    return Sender(user, str(get_adapter(request).get_client_ip(request)))


def _sent(request: HttpRequest, form: PetitionForm, user: User | None) -> HttpResponse:
    def act() -> str:
        held = holding.let_go(form.kept)
        petition = send(form.written(), _sender(request, user), form.good, held)
        _hold(request, petition)
        return reverse("petition", args=[petition.uuid])

    try:
        return once.answer_once(request, act)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    except DayFull:
        form.add_error("files", FULL)
    return _form(request, form, status=TOO_OFTEN)


def _form(
    request: HttpRequest, form: PetitionForm, *, near: list[Publication] | None = None, status: int = 200
) -> HttpResponse:
    if form.good and status != TOO_OFTEN:
        try:
            form.keep(holding.hold(form.good[:MOST_FILES], _sender(request, form.user)))
        except DayFull:
            form.add_error("files", FULL)
    context = {"form": form, "near": near or [], "seen": SEEN, "is_seen": request.POST.get(SEEN)}
    return render(request, "feedback/petition_new.html", context, status=status)


def _known(request: HttpRequest, user: User | None) -> dict[str, Any]:
    """What a link from a dossier, a procedure or the account tells."""
    known: dict[str, Any] = {
        "procedure_code": request.GET.get("thu-tuc", "")[:40],
        "agency": _agency_called(request.GET.get("co-quan", "")[:100]),
    }
    if user is not None:
        identity = getattr(user, "identity", None)
        known |= {"name": str(user), "phone": user.phone, "email": user.email}
        known["address"] = identity.address if identity else ""
        known["dossier_code"] = request.GET.get("ho-so", "")[:40]
    return known


def _agency_called(key: str) -> str:
    """The name of the agency whose page led here."""
    return Agency.objects.existing().filter(key=key).values_list("name", flat=True).first() or "" if key else ""


@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    """By the code from the page after sending; a wrong one is answered as an unknown one is."""
    form = SecretForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if counting.source_asks_too_often(request):
            form.add_error(None, _("Too many tries from here. Wait an hour, or call the hotline."))
            status = TOO_OFTEN
        elif petition := Petition.objects.filter(secret=form.cleaned_data["secret"]).first():
            _hold(request, petition)
            return redirect("petition", uuid=petition.uuid)
        else:
            form.add_error("secret", _("No petition has this code. Look at it once more, letter by letter."))
    return render(request, "feedback/petition_follow.html", {"form": form}, status=status)


@never_cache
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sender sees all of it; everybody else what was published; who comes by a notice is asked for the code."""
    petition = _held(request, uuid)
    if petition is None:
        return _public_page(request, uuid)
    if request.method == "POST":
        return _act(request, petition)
    return _own_page(request, petition)


def _public_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    publication = similar.public().filter(petition__uuid=uuid).first()
    if publication is None:
        return redirect("petition_follow")
    files = publication.petition.files.filter(shown__isnull=False).select_related("shown")
    return render(request, "feedback/petition_public.html", {"publication": publication, "files": files})


def _own_page(
    request: HttpRequest, petition: Petition, bound: tuple[Action, Any] | None = None, status: int = 200
) -> HttpResponse:
    acts = [(action, action.form()) for action in available(petition, _actor(petition)) if action.part == PETITIONER]
    context = {
        "petition": petition,
        "acts": [bound if bound and bound[0] is action else (action, form) for action, form in acts],
        "form": bound[1] if bound else None,
        "history": [event for event in petition.events.order_by("-number") if not _is_internal(event.action)],
        "files": petition.files.select_related("stored"),
        "shows_secret": petition.submitter_id is None,
    }
    return render(request, "feedback/petition.html", context, status=status)


def _act(request: HttpRequest, petition: Petition) -> HttpResponse:
    action = ACTIONS.get(request.POST.get("action", ""))
    if action is None or action.part != PETITIONER:
        raise Http404
    form = action.form(request.POST)
    if not form.is_valid():
        return _own_page(request, petition, (action, form))

    def act() -> str:
        perform(action, petition, Act(_actor(petition), values=form.values()))
        return reverse("petition", args=[petition.uuid])

    try:
        return once.answer_once(request, act)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        petition.refresh_from_db()
        return _own_page(request, petition, (action, form), CONFLICT)


@require_safe
@never_cache
def file(request: HttpRequest, uuid: UUID, key: UUID) -> FileResponse:
    """Of one's own petition as it was sent; of a published one the copy for the public."""
    if _held(request, uuid) is not None:
        own = PetitionFile.objects.filter(petition__uuid=uuid, stored__uuid=key).select_related("stored").first()
        if own is not None:
            return serve(own.stored)
    shown = PetitionFile.objects.filter(petition__in=Petition.objects.published(), petition__uuid=uuid)
    found = get_object_or_404(shown.select_related("shown"), shown__uuid=key)
    if found.shown is None:
        raise Http404
    return serve(found.shown)


def _held(request: HttpRequest, uuid: UUID) -> Petition | None:
    """By an account, or by the code in this browser's session."""
    whole = Petition.objects.select_related("handler", "about", "procedure", "dossier", "submitter")
    mine = whole.filter(submitter=request.user) if isinstance(request.user, User) else whole.none()
    found = mine.filter(uuid=uuid).first()
    if found is None and str(uuid) in request.session.get(HELD, []):
        found = whole.filter(uuid=uuid).first()
    return found


def _hold(request: HttpRequest, petition: Petition) -> None:
    held = [key for key in request.session.get(HELD, []) if key != str(petition.uuid)]
    request.session[HELD] = [*held, str(petition.uuid)][-MOST_OWN:]


def _actor(petition: Petition) -> User | None:
    """Who holds the page acts as whoever sent it."""
    return petition.submitter


def _is_internal(name: str) -> bool:
    return name in ACTIONS and ACTIONS[name].is_internal
