"""The applicant puts right what a request lists, and sends it once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import workflow
from dossiers.act import Act, WrongStatus
from dossiers.models import Attachment, Dossier
from dossiers.outlook import outlook
from dossiers.papers import NoMoreFiles
from dossiers.supplement import saving
from dossiers.supplement.completing import NotWhole
from dossiers.supplement.opened import Opened
from dossiers.views import conflict
from dossiers.views.draft import find, sent_version
from dossiers.views.ended_session import forget, signed_in, typed_before
from dossiers.views.filled import Filled
from portal import once
from portal.accounts.models import User
from portal.files.storage import store


@signed_in
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The open request with its items; everybody else, and every other status, is led to the dossier's page."""
    dossier = find(request, uuid)
    opened = _opened(dossier) if saving.sent_by(_user(request), dossier) else None
    try:
        if opened is None:
            return _too_late(request, dossier)
        return _post(request, dossier, opened) if request.method == "POST" else _get(request, dossier, opened)
    except WrongStatus:
        messages.info(request, _("This supplement is closed: nothing more can be changed here."))
        return redirect("dossier", uuid=uuid)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (for the type checker; ``signed_in`` sees to it)
    return request.user


def _opened(dossier: Dossier) -> Opened | None:
    asked = saving.open_request(dossier)
    return Opened(dossier, asked) if asked else None


def _fresh(request: HttpRequest, dossier: Dossier) -> Opened:
    """As it is after something was kept. Raises ``WrongStatus``."""
    opened = _opened(find(request, dossier.uuid))
    if opened is None:
        raise WrongStatus
    return opened


def _too_late(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """A form used before gets its first answer once more."""

    def refuse() -> str:
        raise WrongStatus

    return once.answer_once(request, refuse) if request.method == "POST" else redirect("dossier", uuid=dossier.uuid)


def _get(request: HttpRequest, dossier: Dossier, opened: Opened) -> HttpResponse:
    waiting = typed_before(request)
    filled = Filled(opened, waiting)
    if waiting:
        filled.forgive_blanks()
    return _show(request, filled, version=waiting.get("version"), waiting=True) if waiting else _show(request, filled)


def _show(request: HttpRequest, filled: Filled, **more: Any) -> HttpResponse:
    """``more``: ``version``, where it is not that of what is saved; ``waiting``, after a session had ended."""
    opened = filled.opened
    context = {
        "dossier": opened.dossier,
        "asked": opened.request,
        "outlook": outlook(opened.dossier),
        "form": filled,
        "cards": filled.cards(),
        "followed": filled.followed(),
        "followed_papers": filled.followed_papers(),
        "left": len(opened.undone()),
        "version": opened.request.version,
        "at_counter": saving.sent_by(_user(request), opened.dossier) is workflow.TAKE_SUPPLEMENT,
        "fresh_token": once.issue(request),  # what was right of a refused form is kept already: its token is used
        **more,
    }
    return render(request, "dossiers/supplement.html", context)


# --- What is sent -----------------------------------------------------------------------------


def _post(request: HttpRequest, dossier: Dossier, opened: Opened) -> HttpResponse:
    filled = Filled(opened, request.POST, request.FILES)
    filled.refuse_others()
    if request.POST.get("row"):
        return _show(request, filled.with_rows(request.POST["row"]), version=sent_version(request))
    do = _sent if request.POST.get("action") == workflow.SUPPLEMENT_COMPLETE.name else _saved
    try:
        return do(request, dossier, filled)
    except saving.SupplementEditedElsewhere:
        return _conflict(request, dossier, filled)


def _saved(request: HttpRequest, dossier: Dossier, filled: Filled) -> HttpResponse:
    """What is left empty is no mistake yet; what is wrong stands on the page as it was typed, the rest is kept."""
    filled.forgive_blanks()
    response = once.answer_once(request, lambda: _keep(request, dossier, filled))
    if filled.is_valid():
        return response
    again = filled.again(_fresh(request, dossier))
    again.forgive_blanks()
    return _show(request, again)


def _sent(request: HttpRequest, dossier: Dossier, filled: Filled) -> HttpResponse:
    """Sent whole, or kept with what is still to be done said at its place."""
    try:
        return once.answer_once(request, lambda: _send(request, dossier, filled))
    except NotWhole:
        once.answer_once(request, lambda: _keep(request, dossier, filled))
    again = filled.again(_fresh(request, dossier))
    again.mark_undone()
    return _show(request, again)


def _keep(request: HttpRequest, dossier: Dossier, filled: Filled) -> str:
    user = _user(request)
    saving.save(dossier, user, filled.typed(), sent_version(request))
    _keep_files(request, dossier, filled)
    if request.POST.get("remove"):
        saving.take_back(dossier, user, _offered(dossier, request.POST["remove"]))
    forget(request)
    return reverse("dossier_supplement", args=[dossier.uuid])


def _keep_files(request: HttpRequest, dossier: Dossier, filled: Filled) -> str:
    """A refused file is said at its paper; the others are kept."""
    for place, upload in filled.chosen():
        try:
            with transaction.atomic():
                saving.offer(dossier, _user(request), place.component, store(upload, by=_user(request)))
        except NoMoreFiles as refusal:
            filled.uploads[place.component.pk].add_error("file", str(refusal))
    return reverse("dossier_supplement", args=[dossier.uuid])


def _offered(dossier: Dossier, key: str) -> Attachment:
    try:
        uuid = UUID(key)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(dossier.attachments, uuid=uuid, kind=Attachment.Kind.OFFERED)


def _send(request: HttpRequest, dossier: Dossier, filled: Filled) -> str:
    _keep(request, dossier, filled)
    if not filled.is_valid():
        raise NotWhole
    action = saving.sent_by(_user(request), dossier) or workflow.SUPPLEMENT_COMPLETE
    workflow.perform(action, dossier, Act(_user(request)))
    if action is workflow.TAKE_SUPPLEMENT:
        messages.success(request, _("The supplement is taken in; the clock of the dossier starts anew."))
        return reverse("admin:dossiers_dossier_page", args=[dossier.uuid])
    messages.success(request, _("Your supplement has been sent."))
    return reverse("dossier", args=[dossier.uuid])


def _conflict(request: HttpRequest, dossier: Dossier, filled: Filled) -> HttpResponse:
    """Files overwrite nothing and are kept at once; between answers the applicant chooses."""
    once.answer_once(request, lambda: _keep_files(request, dossier, filled))
    again = filled.again(_fresh(request, dossier))
    versions = conflict.Versions(
        _("Supplement"),
        list(again.both()),
        again.opened.request.version,
        reverse("dossier_supplement", args=[dossier.uuid]),
    )
    return conflict.choose(request, versions)
