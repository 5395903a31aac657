"""Petitions on the public pages: what was answered, sending one, following one's own."""

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
from feedback import enclosing, holding
from feedback.holding_form import FULL
from feedback.models import Petition, PetitionFile, Publication
from feedback.petitions import similar
from feedback.petitions.acting import perform
from feedback.petitions.filing import send
from feedback.petitions.table import ACTIONS
from feedback.pressing import Bound
from feedback.spam import sender_of
from feedback.views import own
from feedback.views.forms import PetitionForm
from feedback.views.own import SEEN, TOO_OFTEN, held, hold, latest
from portal import once
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.files.quota import DayFull
from portal.files.serve import serve

ROWS = 20
WHOLE = Petition.objects.select_related("handler", "about", "procedure", "dossier", "submitter")


@require_safe
@never_cache
def public(request: HttpRequest) -> HttpResponse:
    """What was answered and published, newest first or by words."""
    words = request.GET.get("q", "")[:200].strip()
    page = Paginator(similar.found(words), ROWS).get_page(request.GET.get("trang"))
    context = {"page": page, "words": words, "own": latest(request, Petition.objects), "query": urlencode({"q": words})}
    return render(request, "feedback/petitions.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """The form, at first with what the link to it tells; sent back, it keeps what was typed and what was chosen."""
    user = sender_of(request).user
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
    return _sent(request, form)


def _said(form: PetitionForm) -> str:
    return f"{form.cleaned_data['title']} {form.cleaned_data['content']}"


def _sent(request: HttpRequest, form: PetitionForm) -> HttpResponse:
    def act() -> str:
        kept = holding.let_go(form.kept)
        petition = send(form.written(), sender_of(request), form.good, kept)
        hold(request, petition)
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
        form.keep(sender_of(request))
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
    unknown = _("No petition has this code. Look at it once more, letter by letter.")
    return own.follow(request, Petition.objects.all(), "petition", unknown)


@never_cache
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sender sees all of it; everybody else what was published; who comes by a notice is asked for the code."""
    petition = held(request, WHOLE, uuid)
    if petition is None:
        return _public_page(request, uuid)
    if request.method == "POST":
        return own.act(request, petition, ACTIONS, perform, partial(_own_page, request, petition))
    return _own_page(request, petition)


def _public_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    publication = similar.public().filter(petition__uuid=uuid).first()
    if publication is None:
        return redirect("petition_follow")
    petition = publication.petition
    files = [*petition.files.filter(shown__isnull=False).select_related("shown"), *enclosing.of_public(petition)]
    return render(request, "feedback/petition_public.html", {"publication": publication, "files": files})


def _own_page(request: HttpRequest, petition: Petition, bound: Bound | None = None, status: int = 200) -> HttpResponse:
    files = petition.files.select_related("stored")
    context = own.shown(petition, ACTIONS, bound) | {"petition": petition, "files": files}
    return render(request, "feedback/petition.html", context, status=status)


@require_safe
@never_cache
def file(request: HttpRequest, uuid: UUID, key: UUID) -> FileResponse:
    """Of one's own petition and its answer as they were enclosed; of a published one the copy for the public."""
    petition = held(request, Petition.objects.all(), uuid)
    sent = petition.files.filter(stored__uuid=key).select_related("stored").first() if petition else None
    if sent is not None:
        return serve(sent.stored)
    published = Petition.objects.published()
    shown = enclosing.shown_of(PetitionFile, published, uuid, key)
    return serve(shown) if shown else own.answer_file(petition, published, uuid, key)
