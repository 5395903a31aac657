"""The first page: which case, which agency, whose dossier."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from dossiers import drafts, reuse
from dossiers.assured import asking
from dossiers.views.deep_link import FROM, NATION, UNIT, UNKNOWN_UNIT
from dossiers.views.ended_session import forget, signed_in, typed_before
from dossiers.views.forms import PlaceForm, StartForm
from portal import once
from portal.accounts import assurance
from portal.accounts.models import Identity, User
from procedures.models import Edition, Procedure

ANOTHER = "start_another"


@signed_in
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft. An open draft of the same procedure is offered first."""
    procedure = get_object_or_404(Procedure.objects.in_use().select_related("current__field__department"), code=code)
    edition = procedure.current
    identity = _identity(request.user)
    if edition is None or identity is None or not edition.is_filed_online() or not edition.cases.exists():
        return render(request, "dossiers/start_elsewhere.html", {"edition": edition, "identity": identity})
    level = asking.needed(procedure)
    if not assurance.is_enough(request.user, level):  # type: ignore[arg-type]
        wanted = {"edition": edition, "level": level, "has": identity.assurance}
        return render(request, "dossiers/start_higher.html", wanted)
    form = StartForm(
        request.POST if request.method == "POST" else typed_before(request),
        edition=edition,
        owners=drafts.owners_for(edition, identity),
        earlier=reuse.earlier(request.user),  # type: ignore[arg-type]
        initial={"agency": request.GET.get(UNIT)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer_once(request, lambda: _begin(request, form))
        except drafts.AlreadyBegun as refusal:
            form.add_error(None, str(refusal))
    named = {
        "is_unit_unknown": request.GET.get(UNIT) == UNKNOWN_UNIT,
        "level": level if level > assurance.LOWEST else None,
    }
    return render(request, "dossiers/start.html", _context(edition, identity, form) | named)


def _identity(user: User | AnonymousUser) -> Identity | None:
    return Identity.objects.filter(user=user.pk).select_related("user").first()


def _context(edition: Edition, identity: Identity, form: PlaceForm) -> dict[str, object]:
    unfinished = drafts.open_drafts(identity.user, edition) if identity.user else ()
    return {"edition": edition, "form": form, "unfinished": list(unfinished), "another": ANOTHER}


def _begin(request: HttpRequest, form: PlaceForm) -> str:
    like = form.cleaned_data.get("like")
    begin = drafts.begin_another if request.POST.get("action") == ANOTHER else drafts.begin
    draft = begin(request.user, form.place(), like)  # type: ignore[arg-type]
    if request.GET.get(FROM) == NATION:
        drafts.note_origin(draft)
    forget(request)
    return reverse("dossier_step", args=[draft.uuid, 1])
